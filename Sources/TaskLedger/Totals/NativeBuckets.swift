/// Counts of durations by exponential bucket of schema 8, the finest that native histograms have: every coarser schema
/// follows from it exactly, and classic buckets within 0.3 %.
package struct NativeBuckets: Sendable, Equatable {
    /// The schema in which counts are kept: 256 buckets for each power of two.
    package static let storedSchema = 8

    /// One bucket: its index in the stored schema and its count.
    package struct Bucket: Sendable, Equatable {
        package var index: Int32
        package var count: Int64
    }

    /// Durations of exactly zero.
    package private(set) var zeroCount: Int64 = 0
    /// Non-empty buckets by ascending index.
    package private(set) var buckets: [Bucket] = []

    /// No durations.
    package init() {}

    init(zeroCount: Int64, buckets: [Bucket]) {
        self.zeroCount = zeroCount
        self.buckets = buckets
    }

    /// Counts a duration; less than zero counts as zero.
    package mutating func observe(milliseconds: Int64) {
        guard milliseconds > 0 else {
            zeroCount += 1
            return
        }
        let index = Self.index(seconds: Double(milliseconds) / 1000)
        let position = insertionPoint(of: index)
        if position < buckets.count, buckets[position].index == index {
            buckets[position].count += 1
        } else {
            buckets.insert(Bucket(index: index, count: 1), at: position)
        }
    }

    private func insertionPoint(of index: Int32) -> Int {
        var low = 0
        var high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The buckets merged into a coarser schema, −4…8: index and count, ascending.
    package func merged(schema: Int) -> [(index: Int, count: Int64)] {
        let shift = Self.storedSchema - schema
        var merged: [(index: Int, count: Int64)] = []
        for bucket in buckets {
            // Upper bounds are inclusive, so index i covers (i−1, i]: rounding is upwards.
            let index = ((Int(bucket.index) - 1) >> shift) + 1
            if let last = merged.last, last.index == index {
                merged[merged.count - 1].count += bucket.count
            } else {
                merged.append((index, bucket.count))
            }
        }
        return merged
    }
}
