/// How long tasks waited that started within some time.
package struct QueueWaits: Sendable, Equatable {
    /// Their waits.
    package let counts: WaitCounts
    /// The time within which they were counted as started, in milliseconds.
    package let milliseconds: Int64
    /// When that ended, in milliseconds since 1970.
    package let end: Int64

    /// The waits of some time.
    package init(counts: WaitCounts, milliseconds: Int64, end: Int64) {
        self.counts = counts
        self.milliseconds = milliseconds
        self.end = end
    }
}
