/// The buckets of the three duration histograms (`histograms` of the file).
package struct HistogramConfiguration: Sendable, Equatable {
    /// The resolution of native histograms of which the file says nothing.
    package static let standardNativeSchema = 3

    package var wait: HistogramBounds
    package var processing: HistogramBounds
    package var turnaround: HistogramBounds
    /// Resolution of native histograms: buckets grow by 2^(2^−schema); −4 to 8.
    package var nativeSchema: Int

    package init(
        wait: HistogramBounds = .upToOneDay,
        processing: HistogramBounds = .upToOneDay,
        turnaround: HistogramBounds = .upToThreeDays,
        nativeSchema: Int = standardNativeSchema
    ) {
        self.wait = wait
        self.processing = processing
        self.turnaround = turnaround
        self.nativeSchema = nativeSchema
    }
}
