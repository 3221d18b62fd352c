/// How fast a queue moves.
package struct QueueRates: Sendable, Equatable {
    /// Tasks submitted a minute.
    package let submittedPerMinute: Double
    /// Tasks finished a minute.
    package let finishedPerMinute: Double
    /// The time that they are the mean of, in milliseconds.
    package let milliseconds: Int64
    /// When that ended, in milliseconds since 1970.
    package let end: Int64

    /// The mean of so long a time, which is more than 0, up to `end`.
    package init(from old: QueueSample.Counted, to new: QueueSample.Counted, milliseconds: Int64, end: Int64) {
        let minutes = Double(milliseconds) / 60_000
        submittedPerMinute = Double(max(0, new.submitted - old.submitted)) / minutes
        finishedPerMinute = Double(max(0, new.finished - old.finished)) / minutes
        self.milliseconds = milliseconds
        self.end = end
    }
}
