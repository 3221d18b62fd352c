import MPSExporter
import Testing

@Suite struct `Time to drain` {
    private func rates(submitted: Int64, finished: Int64) -> QueueRates {
        QueueRates(
            from: .init(submitted: 0, finished: 0), to: .init(submitted: submitted, finished: finished),
            milliseconds: 600_000, end: 0)
    }

    @Test func `is what waits over the surplus of finishes`() {
        let drain = QueueDrain(waiting: 90, rates: rates(submitted: 100, finished: 400))
        #expect(drain.trend == .draining)
        #expect(drain.seconds == 180)
    }

    @Test func `is never without a surplus`() {
        #expect(QueueDrain(waiting: 9, rates: rates(submitted: 40, finished: 10)).trend == .growing)
        #expect(QueueDrain(waiting: 9, rates: rates(submitted: 10, finished: 10)).trend == .steady)
        #expect(QueueDrain(waiting: 9, rates: rates(submitted: 0, finished: 0)).trend == .stalled)
        #expect(QueueDrain(waiting: 9, rates: rates(submitted: 0, finished: 0)).seconds == nil)
    }

    @Test func `is nothing if nothing waits`() {
        #expect(QueueDrain(waiting: 0, rates: nil).trend == .empty)
        #expect(QueueDrain(waiting: 0, rates: rates(submitted: 9, finished: 0)).trend == .empty)
    }

    @Test func `is unknown before there are rates or a depth`() {
        #expect(QueueDrain(waiting: 5, rates: nil).trend == .unknown)
        #expect(QueueDrain(waiting: nil, rates: rates(submitted: 0, finished: 9)).trend == .unknown)
    }
}
