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
    private static let interval = 60

    private func collector() throws -> AccountCollector {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.arrivalRate = Double(Effort.of(debug: 2, release: 20, torture: 20))
        simulation.queue.dayCurve = .flat
        simulation.queue.workers = 5_000
        let settings = CollectorSettings(
            account: "busy", pollInterval: .seconds(Self.interval), maxPages: 200, history: .zero, layout: .usual)
        return try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"),
            lister: SimulatedTaskLister(try SimulatedAPI(simulation, clock: clock)), clock: clock,
            logger: Logger(label: "busy") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
    }

    @Test func `all of it is swept once, and what stands deep is entered at`() async throws {
        let collector = try collector()
        let polls = Effort.of(debug: 60, release: 120, torture: 600)
        for _ in 0..<polls {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(Self.interval))
        }
        let snapshot = try #require(life.snapshot)
        let tasks = try #require(snapshot.ledger?.tasks)
        #expect(tasks > polls * 100)
        #expect(snapshot.finish.isComplete == true)
        // The first of each listing; later ones read the failed tasks, when one of them stands deeper than was read.
        #expect(snapshot.sweeps <= 2 + Int64(polls / 60))
        #expect(snapshot.finish.pages <= polls * 120)
    }
}
