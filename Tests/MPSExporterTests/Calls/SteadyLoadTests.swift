import Logging
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud
import Testing

/// What reading FINISH costs a busy account that goes on and on: 20 tasks a second of the usual mix, of which each page
/// shows five seconds of creation, and live streams among them that end hours deep.
@Suite struct SteadyLoadTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()

    private func collector(
        polledEach interval: Duration, arrivals: Int, history: Int = 0, pageSize: Int = 100, maxPages: Int = 200
    ) throws -> AccountCollector {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.arrivalRate = Double(arrivals)
        simulation.queue.dayCurve = .flat
        simulation.queue.workers = 5_000
        simulation.queue.history = history
        let settings = CollectorSettings(
            account: "busy", pollInterval: interval, maxPages: maxPages, history: .zero, layout: .usual,
            pageSize: pageSize)
        return try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"),
            lister: SimulatedTaskLister(try SimulatedAPI(simulation, clock: clock)), clock: clock,
            logger: Logger(label: "busy") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
    }

    @Test(arguments: [60, 300])
    func `all of it is swept once, and what stands deep is entered at`(_ interval: Int) async throws {
        let collector = try collector(
            polledEach: .seconds(interval), arrivals: Effort.of(debug: 2, release: 20, torture: 20))
        let polls = Effort.of(debug: 3_600, release: 7_200, torture: 36_000) / interval
        for _ in 0..<polls {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(interval))
        }
        let snapshot = try #require(life.snapshot)
        let tasks = try #require(snapshot.ledger?.tasks)
        #expect(tasks > polls * 100)
        #expect(snapshot.finish.isComplete == true)
        // The first of each listing; later ones read the failed tasks, when one of them stands deeper than was read.
        #expect(snapshot.sweeps <= 2 + Int64(polls / 60))
        // Five calls for every hundred tasks, where one would do if they stood together, and some that find nothing; seven
        // when the first live streams of hours end as well, after which it grows no more.
        let tasksOfCall = Effort.of(debug: 20, release: 20, torture: 15)
        #expect(snapshot.finish.pages <= polls * 20 + tasks / tasksOfCall)
    }

    @Test func `what came in half an hour away is read down to what is known, not all of the listing`() async throws {
        // A tenth of everything: pages, what they may be in a poll, and tasks.
        let collector = try collector(
            polledEach: .seconds(15), arrivals: 2, history: 10_000, pageSize: 10, maxPages: 50)
        for _ in 0..<12 {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(15))
        }
        let before = try #require(life.snapshot)
        #expect(before.finish.isComplete == true)
        clock.advance(by: .seconds(1_800))
        var polls = 0
        repeat {
            await collector.poll()
            // A fifth of the usual rate limit.
            for _ in 0..<27 where await collector.backgroundStep() {}
            clock.advance(by: .seconds(15))
            polls += 1
        } while life.snapshot?.finish.isComplete != true && polls < 30
        let after = try #require(life.snapshot)
        // 360 pages are 14 polls' share; all of them would be 50.
        #expect(polls > 1 && polls < 30)
        #expect(after.sweeps - before.sweeps <= 2)
    }
}
