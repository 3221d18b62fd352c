/// Durations that could not be taken, for one reason.
package struct TruthSkip: Sendable, Hashable, Codable {
    /// `wait`, `processing` or `turnaround`.
    package var duration: String
    /// `create_unset`, `begin_unset`, `finish_unset`, `negative` or `unparsable`.
    package var reason: String
    package var count: UInt64
}
