/// What one listing holds now.
package struct TruthGauge: Sendable, Hashable, Codable {
    /// How many tasks are listed.
    package var depth: Int
    /// How many of each type; only of WAITING and PROCESSING.
    package var types: [String: Int]
    /// The oldest CreateTime of WAITING, or the oldest BeginProcessTime of PROCESSING, in seconds since 1970.
    package var oldest: Double?
}
