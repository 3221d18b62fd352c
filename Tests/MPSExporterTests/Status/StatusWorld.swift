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

    /// - Parameter finished: how many tasks of the last six days have finished before the first poll.
    init(
        account: String = "prod", workers: Int = 100, pollInterval: Duration = .seconds(15), finished: Int = 0
    ) throws {
        self.pollInterval = pollInterval
        var simulation = SimulationConfiguration()
        simulation.queue.arrivalRate = 0.2
        simulation.queue.workers = workers
        simulation.callsPerSecond = nil
        simulation.queue.history = finished
        api = try SimulatedAPI(simulation, clock: clock)
        store = try LedgerStore(path: ":memory:")
        let settings = CollectorSettings(
            account: account, pollInterval: pollInterval, maxPages: 200,
            history: finished > 0 ? .seconds(6 * 86_400) : .zero, layout: .usual)
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

    /// What a scrape shows of a gauge for a status; nil if it is absent.
    func gauge(_ name: String, status: String) -> Double? {
        let metrics = renderer.polledFamilies(of: source).families.filter { $0.name == name }.flatMap(\.metrics)
        let found = metrics.first { $0.labels.contains(Label(name: "status", value: status)) }
        guard case .gauge(let value)? = found?.value else { return nil }
        return value
    }

    /// How many tasks the counters have as finished.
    var counted: Double {
        scraped("mps_tasks_finished_total").reduce(0) { sum, value in
            if case .counter(let count, _) = value { sum + count } else { sum }
        }
    }

    func report() async -> StatusReport {
        await status.report(at: clock.now().milliseconds)
    }

    func page() async -> String {
        StatusPage(telemetryPath: "/metrics").html(of: await report())
    }
}
