internal import MediaProcessing
package import TencentCloud

/// Polls an account until it is cancelled, and does its background work between.
package struct AccountPolling: Sendable {
    private let collector: AccountCollector
    private let interval: Duration
    private let clock: any WallClock
    private let jitter: Double

    /// - Parameter jitter: from 0 to 1, how far into a tenth of the interval, or ten seconds, the first poll begins: replicas
    ///   and accounts that start together should not call together.
    package init(
        collector: AccountCollector, interval: Duration, clock: any WallClock,
        jitter: Double = Double.random(in: 0..<1)
    ) {
        self.collector = collector
        self.interval = interval
        self.clock = clock
        self.jitter = jitter
    }

    /// Polls; returns soon after a cancellation, when nothing of the account is under way any more.
    package func run() async {
        let pollEnded = ChangeSignal()
        await withTaskGroup { group in
            group.addTask { await self.poll(pollEnded) }
            group.addTask {
                for await _ in pollEnded.stream {
                    while !Task.isCancelled, await self.collector.backgroundStep() {}
                }
            }
        }
    }

    private func poll(_ pollEnded: ChangeSignal) async {
        guard (try? await clock.sleep(for: min(interval / 10, .seconds(10)) * jitter)) != nil else { return }
        var schedule = PollSchedule(first: clock.now(), interval: interval)
        while !Task.isCancelled {
            collector.lister.pollBegins()
            await collector.poll()
            let now = clock.now()
            let next = schedule.next(after: now)
            collector.lister.pollEnded(next: next)
            pollEnded.raise()
            guard (try? await clock.sleep(for: next - now)) != nil else { return }
        }
    }
}
