/// The two charts of an account: what they are drawn of, and what stands beside them.
struct AccountCharts {
    let depth: HistoryChart
    let rates: HistoryChart

    init(_ history: HistoryColumns, now: Double) {
        depth = .lines(
            history.timestampSeconds,
            [history.waiting.map { $0.map(Double.init) }, history.processing.map { $0.map(Double.init) }], now: now)
        rates = .steps(
            history.timestampSeconds, [history.submittedPerMinute, history.finishedPerMinute], now: now)
    }
}
