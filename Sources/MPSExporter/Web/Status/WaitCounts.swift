package import TaskLedger

/// Waiting times in exponential buckets, coarse enough to be kept for each minute of an hour: 16 for each power of two,
/// so that a quantile is off by less than 4.5 %.
package struct WaitCounts: Sendable, Equatable {
    private static let schema = 4

    private var zeros: Int64 = 0
    private var buckets: [Int: Int64] = [:]

    /// No waits.
    package init() {}

    /// The waits of several histograms together.
    package init(_ histograms: some Sequence<NativeBuckets>) {
        for native in histograms {
            zeros += native.zeroCount
            for bucket in native.merged(schema: Self.schema) {
                buckets[bucket.index, default: 0] += bucket.count
            }
        }
    }

    /// How many there are.
    package var count: Int64 { buckets.values.reduce(zeros, +) }

    /// Adds other waits.
    package static func += (counts: inout WaitCounts, more: WaitCounts) {
        counts.zeros += more.zeros
        for (index, count) in more.buckets { counts.buckets[index, default: 0] += count }
    }

    /// The waits that have been counted since `earlier`.
    package func since(_ earlier: WaitCounts) -> WaitCounts {
        var difference = WaitCounts()
        difference.zeros = max(0, zeros - earlier.zeros)
        for (index, count) in buckets {
            let more = count - (earlier.buckets[index] ?? 0)
            if more > 0 { difference.buckets[index] = more }
        }
        return difference
    }

    /// The wait in seconds that a share of the waits does not exceed, interpolated within its bucket as Prometheus
    /// does; nil without waits.
    package func quantile(_ share: Double) -> Double? {
        let count = count
        guard count > 0 else { return nil }
        var rest = share * Double(count) - Double(zeros)
        guard rest > 0 else { return 0 }
        for (index, count) in buckets.sorted(by: { $0.key < $1.key }) {
            guard rest > Double(count) else { return Self.bound(Double(index - 1) + rest / Double(count)) }
            rest -= Double(count)
        }
        return buckets.keys.max().map { Self.bound(Double($0)) }
    }

    private static func bound(_ index: Double) -> Double {
        NativeBuckets.bound(index: index, schema: schema)
    }
}
