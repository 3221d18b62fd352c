import Logging
import MPSExporter
import MPSSimulator
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

/// A listing that goes on while it is read, because calls take seconds.
@Suite struct MovingListingTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()

    private var finished: Int64? { life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished }

    private func collector(
        _ lister: any TaskLister, history: Duration = .zero, pageSize: Int = 100
    ) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "moving", pollInterval: .seconds(15), maxPages: 200, history: history, layout: .usual,
            pageSize: pageSize)
        return try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: Logger(label: "moving") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
    }

    private func poll(_ collector: AccountCollector) async {
        await collector.poll()
        while await collector.backgroundStep() {}
        clock.advance(by: .seconds(5))
    }

    @Test(arguments: [MPSSimulator.ListingOrder.finishAscending, .createAscending, .finishDescending])
    func `adds up to TotalCount of the moment that it is of`(_ order: MPSSimulator.ListingOrder) async throws {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.order = order
        simulation.queue.dayCurve = .flat
        simulation.queue.arrivalRate = 2
        simulation.queue.workers = 1_000
        simulation.queue.types = [
            TaskTypeProfile(name: "WorkflowTask", share: 1, serviceTime: .fixed(seconds: 5))
        ]
        let api = try SimulatedAPI(simulation, clock: clock)
        let lister = SlowLister(SimulatedTaskLister(api), clock: clock, latency: .slow, seed: 1)
        let collector = try collector(lister)
        var sums: [Int?] = []
        for _ in 0..<60 {
            await poll(collector)
            sums.append(life.snapshot?.ledger?.unaccounted)
        }
        #expect(life.snapshot?.finish.isComplete == true)
        #expect(sums.suffix(20) == Array(repeating: 0, count: 20)[...])
    }

    /// A task that was worked on for a second from its creation on.
    private func task(_ id: String, created: UnixTime, takes seconds: Int = 1) -> TaskSummary {
        TaskSummary(
            id: id, type: "WorkflowTask", createTime: .at(created), beginProcessTime: .at(created),
            finishTime: .at(created + .seconds(seconds)))
    }

    @Test func `a task created behind a slow WAITING is read when it finishes after younger ones`() async throws {
        let clock = clock
        let start = clock.now()
        // No TotalCount tells that one is missing.
        let listed = ListedTasks(clock) { _ in nil }
        listed[.finish] = (1...100).map { task("before\($0)", created: start - .seconds(1000 - $0)) }
        let lister = ScriptedLister { (request, _) throws(APIError) in
            if request.status == .processing { clock.advance(by: .seconds(20)) }
            return try listed.page(request)
        }
        let collector = try collector(lister, history: .seconds(3600), pageSize: 10)
        for _ in 0..<5 { await poll(collector) }
        #expect(finished == 100)
        let late = task("late", created: clock.now() + .seconds(1), takes: 25)
        let young = (1...40).map { task("young\($0)", created: clock.now() + .seconds(2)) }
        listed[.finish] += young
        await poll(collector)
        #expect(finished == 140)
        listed[.finish].insert(late, at: 100)
        await poll(collector)
        #expect(finished == 141)
    }
}
