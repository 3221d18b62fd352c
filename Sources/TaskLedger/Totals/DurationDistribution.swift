/// How a kind of duration is distributed: classic buckets, native buckets, an exact sum and the newest task per bucket.
package struct DurationDistribution: Sendable, Equatable {
    /// Observations per classic bucket, not cumulative; the last one is +Inf.
    package private(set) var counts: [Int64]
    /// The sum of all observations, in milliseconds.
    package private(set) var sumMilliseconds: Int64 = 0
    /// The same observations in exponential buckets.
    package private(set) var native = NativeBuckets()
    /// The newest task of each classic bucket; none where nothing fell yet.
    package private(set) var exemplars: [TaskExemplar?]
    /// When the newest task ended that any bucket has shown over earlier bounds, in milliseconds since 1970.
    package private(set) var exemplarFloor = Int64.min

    /// The number of observations.
    package var count: Int64 { counts.reduce(0, +) }

    /// An empty distribution over so many finite bounds.
    package init(bounds: DurationBounds) {
        counts = Array(repeating: 0, count: bounds.milliseconds.count + 1)
        exemplars = Array(repeating: nil, count: bounds.milliseconds.count + 1)
    }

    init(
        counts: [Int64], sumMilliseconds: Int64, native: NativeBuckets, exemplars: [TaskExemplar?],
        exemplarFloor: Int64
    ) {
        self.counts = counts
        self.sumMilliseconds = sumMilliseconds
        self.native = native
        self.exemplars = exemplars
        self.exemplarFloor = exemplarFloor
    }

    /// No task that the bucket has ever shown, over these bounds or earlier ones, ended after this.
    package func newestShown(inBucket bucket: Int) -> Int64 {
        exemplars[bucket]?.endedAt ?? exemplarFloor
    }

    /// Counts the duration of a task, if there is one. The bounds are those that the distribution was made for.
    package mutating func observe(_ exemplar: TaskExemplar?, bounds: DurationBounds) {
        guard let exemplar else { return }
        let bucket = bounds.bucket(of: exemplar.milliseconds)
        counts[bucket] += 1
        sumMilliseconds = Self.saturatingSum(sumMilliseconds, exemplar.milliseconds)
        native.observe(milliseconds: exemplar.milliseconds)
        // Prometheus refuses an exemplar that is not newer than the one before it in the same bucket.
        if exemplar.endedAt > newestShown(inBucket: bucket) { exemplars[bucket] = exemplar }
    }

    /// Timestamps of the year 9999 are read too; a sum of such nonsense must not trap.
    private static func saturatingSum(_ sum: Int64, _ addend: Int64) -> Int64 {
        let (result, overflow) = sum.addingReportingOverflow(addend)
        return overflow ? .max : result
    }
}
