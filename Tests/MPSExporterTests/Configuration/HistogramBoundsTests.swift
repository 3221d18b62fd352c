import MPSExporter
import Testing

@Suite struct `Histogram bounds` {
    @Test(arguments: [[0.001], [1, 2, 3], (1...100).map(Double.init)] as [[Double]])
    func `are taken`(seconds: [Double]) {
        #expect(HistogramBounds(seconds: seconds)?.seconds == seconds)
    }

    @Test(
        arguments: [
            [], [0], [-1, 1], [1, 1], [2, 1], [1, .infinity], [.nan], [1, .nan, 2], (1...101).map(Double.init),
        ] as [[Double]])
    func `are refused`(seconds: [Double]) {
        #expect(HistogramBounds(seconds: seconds) == nil)
    }

    @Test(arguments: [HistogramBounds.upToOneDay, .upToThreeDays])
    func `have defaults that hold the rules`(bounds: HistogramBounds) {
        #expect(HistogramBounds(seconds: bounds.seconds) == bounds)
    }
}
