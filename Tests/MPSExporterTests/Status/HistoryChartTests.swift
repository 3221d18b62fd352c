import MPSExporter
import Testing

/// The hour before now is 600 wide; 0 is at the lower edge, at a height of 100.
@Suite struct HistoryChartTests {
    private static let now: Int64 = 1_767_225_600
    private let times = [-3_600, -1_800, -900, 0].map { Self.now + $0 }

    @Test func `lines lead from value to value and are broken where one is missing`() {
        let chart = HistoryChart.lines(times, [[0, 5, 10, 2.5], [nil, 4, nil, 1]], now: Double(Self.now))
        #expect(chart.top == 10)
        #expect(chart.paths == ["M0 100h0L300 50L450 0L600 75", "M300 60h0M600 90h0"])
    }

    @Test func `steps hold since the time before`() {
        let chart = HistoryChart.steps(times, [[nil, 3, 6, nil], [nil, nil, 1.26, 0]], now: Double(Self.now))
        #expect(chart.top == 10)
        #expect(chart.paths == ["M0 70H300V40H450", "M300 87.4H450V100H600"])
    }

    @Test func `a step that is known after a gap is drawn over the gap`() {
        let chart = HistoryChart.steps(times, [[2, nil, nil, 4], [nil, 2, nil, 1]], now: Double(Self.now))
        #expect(chart.top == 5)
        #expect(chart.paths == ["M0 60H0M0 20H600", "M0 60H300M300 80H600"])
    }

    @Test(arguments: [(0, 1), (1, 1), (1.5, 2), (3, 5), (5.1, 10), (11, 20), (430, 500), (1_001, 2_000)])
    func `the upper edge is a round number`(most: Double, top: Double) {
        #expect(HistoryChart.lines([Self.now], [[most], [0]], now: Double(Self.now)).top == top)
    }

    @Test func `nothing is drawn outside of the hour`() {
        let chart = HistoryChart.lines([Self.now - 4_000, Self.now + 60], [[1, 1]], now: Double(Self.now))
        #expect(chart.paths == ["M0 0h0L600 0"])
    }
}
