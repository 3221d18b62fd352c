import MPSExporter
import TaskLedger
import Testing

@Suite struct `History of a queue` {
    private let hour: Int64 = 3_600_000

    private func history(of samples: [QueueSample]) -> QueueHistory {
        var history = QueueHistory()
        for sample in samples { history.take(sample) }
        return history
    }

    private func sample(
        minute: Double, waiting: Int? = 0, submitted: Int64 = 0, finished: Int64 = 0, waits: [Int64] = []
    ) -> QueueSample {
        var native = NativeBuckets()
        for wait in waits { native.observe(milliseconds: wait * 1000) }
        return QueueSample(
            moment: Int64((minute * 60_000).rounded()), waiting: waiting, processing: 0,
            counted: .init(submitted: submitted, finished: finished), waits: WaitCounts([native]))
    }

    @Test func `keeps one point for each minute of an hour, whatever the interval`() {
        let polls = (0...20_000).map { sample(minute: Double($0) / 60) }
        let points = history(of: polls).points
        #expect(points.count <= 62)
        #expect(points.last?.moment == 20_000_000)
        #expect(points.first.map { $0.moment <= 20_000_000 - hour } == true)
    }

    @Test func `keeps every poll where polls are rare`() {
        let points = history(of: (0...20).map { sample(minute: Double($0) * 5) }).points
        #expect(points.map(\.moment) == (8...20).map { $0 * 300_000 })
    }

    @Test func `takes the end of a poll once`() {
        let history = history(of: [sample(minute: 1), sample(minute: 2), sample(minute: 2)])
        #expect(history.points.map(\.moment) == [60_000, 120_000])
    }

    /// Else the page would stand still, and say that it does not, until the old time comes again.
    @Test func `goes on from a clock that was set back, without the points that it has not come to yet`() {
        let polls = (0...50).map { sample(minute: Double($0), submitted: Int64($0)) }
        let later = [(20.0, 60), (21, 69), (22, 78)].map { sample(minute: $0.0, submitted: $0.1) }
        let history = history(of: polls + later)
        let moments: [Int64] = (0...22).map { $0 * 60_000 }
        #expect(history.points.map(\.moment) == moments)
        #expect(history.rates(over: 120_000)?.submittedPerMinute == 9)
    }

    @Test func `begins anew where a clock was set back by more than an hour`() {
        let history = history(of: [
            sample(minute: 100, submitted: 5), sample(minute: 1), sample(minute: 2, submitted: 3),
        ])
        #expect(history.points.map(\.moment) == [60_000, 120_000])
        #expect(history.rates(over: hour)?.submittedPerMinute == 3)
    }

    @Test func `has rates once two polls have succeeded`() {
        #expect(history(of: []).rates(over: hour) == nil)
        #expect(history(of: [sample(minute: 0, submitted: 700)]).rates(over: hour) == nil)
        let rates = history(of: [
            sample(minute: 0, submitted: 700, finished: 600), sample(minute: 0.5, submitted: 710, finished: 604),
        ]).rates(over: hour)
        #expect(rates?.submittedPerMinute == 20)
        #expect(rates?.finishedPerMinute == 8)
        #expect(rates?.milliseconds == 30_000)
    }

    @Test func `means rates over the span that is asked for`() {
        let polls = (0...60).map { sample(minute: Double($0), submitted: Int64(max(0, $0 - 50))) }
        #expect(history(of: polls).rates(over: 600_000)?.submittedPerMinute == 1)
        #expect(history(of: polls).rates(over: 1_200_000)?.submittedPerMinute == 0.5)
    }

    @Test func `means rates over polls that failed`() {
        let failed = QueueSample(moment: 60_000)
        let rates = history(of: [sample(minute: 0), failed, sample(minute: 2, submitted: 6)]).rates(over: hour)
        #expect(rates?.submittedPerMinute == 3)
    }

    @Test func `tells the time that its waits were counted in, and none from before the first poll`() {
        let history = history(of: [
            sample(minute: 0, waits: [1, 1, 1]), sample(minute: 10, waits: [1, 1, 1, 100]),
            sample(minute: 10.5, waits: [1, 1, 1, 100, 200]), sample(minute: 65, waits: [1, 1, 1, 100, 200, 400]),
        ])
        let waits = history.waits(over: hour)
        #expect(waits?.counts.count == 1)
        #expect(waits?.milliseconds == 3_270_000)
        let all = history.waits(over: 2 * hour)
        #expect(all?.counts.count == 3)
        #expect(all?.milliseconds == 3_900_000)
    }

    @Test func `has waits once two polls have succeeded`() {
        #expect(history(of: []).waits(over: hour) == nil)
        #expect(history(of: [sample(minute: 0, waits: [1])]).waits(over: hour) == nil)
        #expect(history(of: [sample(minute: 0), QueueSample(moment: 60_000)]).waits(over: hour) == nil)
        let waits = history(of: [sample(minute: 0), sample(minute: 1)]).waits(over: hour)
        #expect(waits == QueueWaits(counts: WaitCounts(), milliseconds: 60_000, end: 60_000))
    }

    @Test func `knows nothing where the last poll that succeeded is older than the limit`() {
        let history = history(of: [sample(minute: 0), sample(minute: 1), QueueSample(moment: 120_000)])
        #expect(history.rates(over: hour, since: 60_000) != nil)
        #expect(history.waits(over: hour, since: 60_000) != nil)
        #expect(history.rates(over: hour, since: 60_001) == nil)
        #expect(history.waits(over: hour, since: 60_001) == nil)
    }

    @Test(arguments: [31, 40, 60, 61, 150])
    func `has rates and waits between two polls that are further apart than the span`(minutes: Int64) {
        let history = history(of: [
            sample(minute: 0), sample(minute: Double(minutes), submitted: minutes, waits: [7]),
            sample(minute: Double(2 * minutes), submitted: 3 * minutes, finished: minutes, waits: [7, 8, 9]),
        ])
        let rates = history.rates(over: 1_800_000)
        #expect(rates?.milliseconds == minutes * 60_000)
        #expect(rates?.submittedPerMinute == 2)
        #expect(rates?.finishedPerMinute == 1)
        #expect(history.waits(over: 1_800_000)?.counts.count == 2)
    }

    @Test(arguments: [40, 90, 600])
    func `has rates and waits over polls that failed for long`(minutes: Int64) {
        let failed = (2..<minutes).map { QueueSample(moment: $0 * 60_000) }
        let last = sample(minute: Double(minutes), submitted: minutes - 1, waits: [7])
        let history = history(of: [sample(minute: 0), sample(minute: 1)] + failed + [last])
        #expect(history.points.count <= 63)
        let rates = history.rates(over: 1_800_000)
        #expect(rates?.submittedPerMinute == 1)
        #expect(rates?.milliseconds == (minutes - 1) * 60_000)
        #expect(history.waits(over: 1_800_000)?.counts.count == 1)
    }

    @Test func `measures to the poll that succeeded, not to one of the same minute that failed`() {
        let history = history(of: [
            sample(minute: 0), sample(minute: 1.1, submitted: 11), QueueSample(moment: 110_000),
        ])
        #expect(history.points.map(\.moment) == [0, 110_000])
        #expect(history.rates(over: hour)?.submittedPerMinute == 10)
        #expect(history.rates(over: hour)?.milliseconds == 66_000)
        #expect(HistoryColumns(history, before: 120_000, gap: hour).submittedPerMinute == [nil, 10])
    }

    @Test func `measures from the first poll that succeeded, although one of the same minute had failed before`() {
        let history = history(of: [
            QueueSample(moment: 0), sample(minute: 0.25), sample(minute: 0.5, submitted: 5, waits: [3]),
        ])
        #expect(history.rates(over: hour)?.submittedPerMinute == 20)
        #expect(history.waits(over: hour)?.counts.count == 1)
    }

    @Test func `forgets nothing that a failed poll did not see`() {
        let history = history(of: [
            sample(minute: 0), QueueSample(moment: 60_000), QueueSample(moment: 90_000),
            sample(minute: 2, waits: [5, 5]),
        ])
        #expect(history.waits(over: hour)?.counts.count == 2)
        #expect(history.points.map(\.waiting) == [0, nil, 0])
    }
}
