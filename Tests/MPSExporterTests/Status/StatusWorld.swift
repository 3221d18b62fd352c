import Logging
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud

/// A simulated queue, a collector on it and the status of both, in virtual time.
struct StatusWorld {
    let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    let api: SimulatedAPI
    let collector: AccountCollector
    let status: StatusPublisher
    private let source = ScrapeSource(changes: ChangeSignal())
    private let store: LedgerStore

    init(account: String = "prod") throws {
        var simulation = SimulationConfiguration()
        simulation.queue.arrivalRate = 0.2
        simulation.queue.workers = 100
        simulation.callsPerSecond = nil
        api = try SimulatedAPI(simulation, clock: clock)
        store = try LedgerStore(path: ":memory:")
        let settings = CollectorSettings(
            account: account, pollInterval: .seconds(15), maxPages: 200, history: .zero, layout: .usual)
        let logger = Logger(label: "status") { _ in SwiftLogNoOpLogHandler() }
        let source = source
        collector = try AccountCollector(
            settings: settings, store: store, lister: SimulatedTaskLister(api), clock: clock, logger: logger,
            show: { source.show($0) })
        source.add(collector.initialSnapshot, activity: APIActivity(actions: []))
        let configuration = ExporterConfiguration(
            accounts: [AccountConfiguration(name: account, endpoint: ExporterConfiguration.defaultEndpoint)])
        status = StatusPublisher(
            source: source, inForce: ConfigurationInForce(configuration, loadedAt: 0),
            page: StatusPage(telemetryPath: "/metrics"), version: "1.2.3", clock: clock, logger: logger)
    }

    /// Polls so many times, an interval apart.
    func poll(times: Int = 1) async {
        for _ in 0..<times {
            clock.advance(by: .seconds(15))
            await collector.poll()
        }
    }

    func report() async -> StatusReport {
        await status.report(at: clock.now().milliseconds)
    }

    func page() async -> String {
        StatusPage(telemetryPath: "/metrics").html(of: await report())
    }
}
