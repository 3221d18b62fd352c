/// The state of one histogram series: classic buckets and, optionally, native ones that count the same observations.
package struct HistogramValue: Hashable, Sendable {
    /// Inclusive upper bounds, strictly increasing, finite, not negative; `+Inf` is implied.
    package var upperBounds: [Double]
    /// Observations per bucket, **not** cumulative: one for each bound and a last one for `+Inf`.
    package var bucketCounts: [UInt64]
    /// The sum of all observations.
    package var sum: Double
    /// The exemplar of each bucket, as many as ``bucketCounts``, or none at all.
    package var exemplars: [Exemplar?]
    /// The native buckets, with the same total count.
    package var native: NativeHistogram?

    package init(
        upperBounds: [Double], bucketCounts: [UInt64], sum: Double, exemplars: [Exemplar?] = [],
        native: NativeHistogram? = nil
    ) {
        self.upperBounds = upperBounds
        self.bucketCounts = bucketCounts
        self.sum = sum
        self.exemplars = exemplars
        self.native = native
    }

    /// The number of all observations.
    package var count: UInt64 { bucketCounts.reduce(0, &+) }
}
