/// What happened to the tasks of one type.
package struct TruthOfType: Sendable, Hashable, Codable {
    package var submitted: UInt64 = 0
    package var started: UInt64 = 0
    package var finished: UInt64 = 0
    /// Of the finished ones, those with a failed subtask.
    package var failed: UInt64 = 0
    package var wait: TruthDurations
    package var processing: TruthDurations
    package var turnaround: TruthDurations

    package init(bounds: TruthBounds) {
        wait = TruthDurations(bounds: bounds.wait)
        processing = TruthDurations(bounds: bounds.processing)
        turnaround = TruthDurations(bounds: bounds.turnaround)
    }
}
