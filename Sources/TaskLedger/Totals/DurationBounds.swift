/// The upper bounds of the classic buckets of a histogram, +Inf left out.
package struct DurationBounds: Sendable, Equatable {
    /// Inclusive upper bounds, ascending, in milliseconds.
    package let milliseconds: [Int64]

    /// Bounds in seconds; they must ascend. Those beyond what milliseconds can say are never reached.
    package init(seconds: [Double]) {
        milliseconds = seconds.map { Int64(exactly: ($0 * 1000).rounded()) ?? .max }
    }

    init(milliseconds: [Int64]) {
        self.milliseconds = milliseconds
    }

    /// The position of the first bound that is not below the duration; past the last one is the +Inf bucket.
    func bucket(of duration: Int64) -> Int {
        milliseconds.firstIndex { duration <= $0 } ?? milliseconds.count
    }
}
