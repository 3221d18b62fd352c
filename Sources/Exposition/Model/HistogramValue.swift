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

    /// The exemplars without all but the newest, and without that while it shares its time with another: whichever of them
    /// was shown before, none is shown in its place that is not newer.
    var newestExemplarAlone: [Exemplar?] {
        let newest = exemplars.compactMap { $0?.timestamp }.max()
        guard let newest, exemplars.count(where: { $0?.timestamp == newest }) == 1 else { return [] }
        return exemplars.map { $0?.timestamp == newest ? $0 : nil }
    }

    /// The number of all observations.
    package var count: UInt64 { bucketCounts.reduce(0, &+) }
}
