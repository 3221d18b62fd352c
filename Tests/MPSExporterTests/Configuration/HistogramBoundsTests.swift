import MPSExporter
import TaskLedger
import Testing

@Suite struct `Histogram bounds` {
    @Test(
        arguments: [
            [0.001], [1, 2, 3], [0.3, 1.001, 4.35], [31_535_999.999, 31_536_000], (1...100).map(Double.init),
        ] as [[Double]])
    func `are taken`(seconds: [Double]) {
        #expect(HistogramBounds(seconds: seconds)?.seconds == seconds)
    }

    @Test(
        arguments: [
            [], [0], [-1, 1], [1, 1], [2, 1], [1, .infinity], [.nan], [1, .nan, 2], (1...101).map(Double.init),
            [0.0001], [0.0005, 0.001, 1], [1, 1.0001], [31_536_000.001], [1e16, 1.000_000_000_000_000_2e16],
        ] as [[Double]])
    func `are refused`(seconds: [Double]) {
        #expect(HistogramBounds(seconds: seconds) == nil)
    }

    @Test func `stay apart where durations are counted in milliseconds`() throws {
        let bounds = try #require(HistogramBounds(seconds: [0.001, 0.002, 1.001, 4.35, 31_535_999.999]))
        let counted = DurationBounds(seconds: bounds.seconds).milliseconds
        #expect(counted == [1, 2, 1001, 4350, 31_535_999_999])
        #expect(counted.map { Double($0) / 1000 } == bounds.seconds)
    }

    @Test(arguments: [HistogramBounds.upToOneDay, .upToThreeDays])
    func `have defaults that hold the rules`(bounds: HistogramBounds) {
        #expect(HistogramBounds(seconds: bounds.seconds) == bounds)
    }
}
