/// Durations of one kind: how many, how long together, and how they spread.
package struct TruthDurations: Sendable, Hashable, Codable {
    package var count: UInt64
    /// The sum in milliseconds, exact.
    package var sumMilliseconds: Int64
    /// How many fell into each bucket, not cumulated; the last is +Inf.
    package var buckets: [UInt64]

    /// Nothing yet, in as many buckets as there are bounds and one more.
    package init(bounds: [Double]) {
        count = 0
        sumMilliseconds = 0
        buckets = Array(repeating: 0, count: bounds.count + 1)
    }

    /// The sum in seconds.
    package var sum: Double { Double(sumMilliseconds) / 1000 }

    mutating func observe(milliseconds: Int64, bounds: [Double]) {
        count += 1
        sumMilliseconds += milliseconds
        let seconds = Double(milliseconds) / 1000
        buckets[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
    }
}
