import Logging
import MPSExporter
import MPSSimulator
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

/// A listing whose rows stand out of place by up to two seconds, as the clocks of the API's backends are apart: a task
/// each second, read each 15 seconds.
@Suite struct SkewedClocksTests {
    private static let interval = 15
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()

    private func simulation(_ order: MPSSimulator.ListingOrder) -> SimulationConfiguration {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.order = order
        simulation.queue.timeFilter = TimeFilter(.ignored)
        simulation.queue.dayCurve = .flat
        simulation.queue.arrivalRate = 0
        simulation.queue.workers = 10_000
        simulation.queue.history = 1_000
        simulation.queue.types = [
            TaskTypeProfile(name: "WorkflowTask", share: 1, serviceTime: .logUniform(fromSeconds: 1, toSeconds: 1_000))
        ]
        return simulation
    }

    private func collector(_ lister: any TaskLister) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "skewed", pollInterval: .seconds(Self.interval), maxPages: 200, history: .zero, layout: .usual)
        return try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: Logger(label: "skewed") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
    }

    @Test(arguments: MPSSimulator.ListingOrder.allCases.filter { $0 != .shuffled })
    func `are no reason to sweep, to read more or to count later`(_ order: MPSSimulator.ListingOrder) async throws {
        let api = try SimulatedAPI(simulation(order), clock: clock)
        let log = CallLog(SimulatedTaskLister(api), clock: clock)
        let collector = try collector(SkewedLister(lister: log))
        // The tasks of before are stamped before the epoch, whatever clock did it.
        clock.advance(by: .seconds(60))
        let began = clock.now()
        api.update { account in account.queue.setArrivalRate(1) }
        let polls = Effort.of(debug: 80, release: 240, torture: 2_000)
        for poll in 0..<polls + 80 {
            if poll == polls { api.update { account in account.queue.setArrivalRate(0) } }
            await collector.poll()
            #expect(life.snapshot?.finish.isComplete == true || poll < 3)
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(Self.interval))
        }
        let snapshot = try #require(life.snapshot)
        let ledger = try #require(snapshot.ledger)
        let truth = api.truth(since: began)
        #expect(truth.types["WorkflowTask"]?.finished ?? 0 > polls * 10)
        let differences = TruthComparison(truth: truth, totals: ledger.totals, countsFailed: true).differences
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        // The first of each listing; later ones read the failed tasks, when one of them stands deeper than was read.
        #expect(snapshot.sweeps <= 2 + Int64(polls / 500))
        // Of the ten pages at the end of which a task may turn up, half; one or two when nothing is awaited any longer.
        #expect(log.counts.finish < 5 * polls + 2 * 80)
        #expect(log.counts.sweeps + log.counts.failedSweeps < 60)
        let late = log.rows.filter { row in
            let promise = max(30_000, (row.finished - row.created) / 10)
            return row.finished >= began.milliseconds && row.shown - row.finished > promise
        }
        #expect(late.isEmpty)
    }
}
