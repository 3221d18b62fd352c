import Exposition
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
    let pollInterval: Duration
    private let renderer: ScrapeRenderer
    private let source = ScrapeSource(changes: ChangeSignal())
    private let store: LedgerStore

    init(account: String = "prod", workers: Int = 100, pollInterval: Duration = .seconds(15)) throws {
        self.pollInterval = pollInterval
        var simulation = SimulationConfiguration()
        simulation.queue.arrivalRate = 0.2
        simulation.queue.workers = workers
        simulation.callsPerSecond = nil
        api = try SimulatedAPI(simulation, clock: clock)
        store = try LedgerStore(path: ":memory:")
        let settings = CollectorSettings(
            account: account, pollInterval: pollInterval, maxPages: 200, history: .zero, layout: .usual)
        let logger = Logger(label: "status") { _ in SwiftLogNoOpLogHandler() }
        let source = source
        collector = try AccountCollector(
            settings: settings, store: store, lister: SimulatedTaskLister(api), clock: clock, logger: logger,
            show: { source.show($0) })
        source.add(collector.initialSnapshot, activity: APIActivity(actions: [], since: 0))
        var configured = AccountConfiguration(name: account, endpoint: ExporterConfiguration.defaultEndpoint)
        configured.pollInterval = pollInterval
        let inForce = ConfigurationInForce(ExporterConfiguration(accounts: [configured]), loadedAt: 0)
        status = StatusPublisher(
            source: source, inForce: inForce, page: StatusPage(telemetryPath: "/metrics"), version: "1.2.3",
            clock: clock, logger: logger)
        renderer = ScrapeRenderer(
            inForce: inForce, showsExporter: false, build: BuildInfo(version: "1", revision: "2", swiftVersion: "3"),
            http: HTTPActivity(), clock: clock, logger: logger)
    }

    /// Polls so many times, an interval apart.
    func poll(times: Int = 1) async {
        for _ in 0..<times {
            clock.advance(by: pollInterval)
            await collector.poll()
        }
    }

    /// What a scrape shows of a metric, for each of its label values.
    func scraped(_ name: String) -> [MetricValue] {
        renderer.polledFamilies(of: source).families.filter { $0.name == name }.flatMap(\.metrics).map(\.value)
    }

    func report() async -> StatusReport {
        await status.report(at: clock.now().milliseconds)
    }

    func page() async -> String {
        StatusPage(telemetryPath: "/metrics").html(of: await report())
    }
}
