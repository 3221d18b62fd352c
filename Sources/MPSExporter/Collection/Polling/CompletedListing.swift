/// What the last complete pass through WAITING or PROCESSING showed.
package struct CompletedListing: Sendable, Equatable {
    /// When the pass ended, in milliseconds since 1970.
    package var ended: Int64
    /// Tasks by type.
    package var tasksByType: [String: Int]
    /// The oldest CreateTime of WAITING or BeginProcessTime of PROCESSING, in milliseconds since 1970; nil if there is no
    /// task, or none with such a time.
    package var oldest: Int64?

    /// How old the oldest task is at a moment in milliseconds since 1970, in seconds: 0 if there is no task, nil if none
    /// tells its time.
    func oldestAgeSeconds(at now: Int64) -> Double? {
        guard let oldest else { return tasksByType.isEmpty ? 0 : nil }
        return Double(max(0, now - oldest)) / 1000
    }
}
