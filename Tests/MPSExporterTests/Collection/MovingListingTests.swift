import Logging
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud
import Testing

/// A listing that goes on while it is read: two tasks finish each second, and a call takes seconds.
@Suite struct MovingListingTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()

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
        let settings = CollectorSettings(
            account: "moving", pollInterval: .seconds(15), maxPages: 200, history: .zero, layout: .usual)
        let collector = try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: Logger(label: "moving") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
        var sums: [Int?] = []
        for _ in 0..<60 {
            await collector.poll()
            sums.append(life.snapshot?.ledger?.unaccounted)
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(5))
        }
        #expect(life.snapshot?.finish.isComplete == true)
        #expect(sums.suffix(20) == Array(repeating: 0, count: 20)[...])
    }
}
