import Exposition
import Logging
import MPSExporter
import MPSSimulator
import MediaProcessing
import TaskLedger
import TencentCloud

/// One life of the exporter's process: the real client, collector and rendering. What it counts in memory dies with it;
/// the state file outlives it.
struct ScrapedExporter: Sendable {
    private static let account = "prod"
    /// Pages of sweeps that fit between two polls.
    private static let backgroundPages = 20

    private let collector: AccountCollector
    private let source: ScrapeSource
    private let renderer: ScrapeRenderer

    /// - Parameters:
    ///   - pageSize: rows of a page to ask for; fewer make a week cheaper to play.
    ///   - history: how far back to count where the state file is new.
    init(
        _ api: SimulatedAPI, store: LedgerStore, clock: any WallClock, pollInterval: Duration, pageSize: Int,
        history: Duration
    ) throws {
        let logger = Logger(label: "incident") { _ in SwiftLogNoOpLogHandler() }
        let source = ScrapeSource(changes: ChangeSignal())
        let activity = APIActivity(actions: ["DescribeTasks"], since: 0)
        let endpoint = try Endpoint(parsing: "http://mps.test")
        let client = APIClient(
            APIClient.Configuration(service: MediaProcessingClient.service, endpoint: endpoint),
            credentials: IncidentCredentials(credential: api.credentials[0]),
            transport: InProcessTransport(api: api, clock: clock), clock: clock, observer: activity, random: { 0.5 })
        collector = try AccountCollector(
            settings: CollectorSettings(
                account: Self.account, pollInterval: pollInterval, maxPages: 200, history: history, layout: .usual,
                pageSize: pageSize, knownTypes: ["WorkflowTask", "EditMediaTask", "LiveProcessTask"]),
            store: store, lister: MediaProcessingClient(client: client), clock: clock, logger: logger,
            show: { source.show($0) })
        source.add(collector.initialSnapshot, activity: activity)
        let configuration = ExporterConfiguration(
            accounts: [AccountConfiguration(name: Self.account, endpoint: endpoint)])
        var renderer = ScrapeRenderer(
            inForce: ConfigurationInForce(configuration, loadedAt: clock.now().milliseconds), showsExporter: true,
            build: BuildInfo(version: "1.2.3", revision: "0", swiftVersion: "6.3"), http: HTTPActivity(), clock: clock,
            logger: logger)
        let certificateEnd = Int(clock.now().wholeSeconds) + 90 * 86_400
        renderer.certificateExpirySeconds = { certificateEnd }
        self.renderer = renderer
        self.source = source
    }

    /// Polls once, and sweeps as far as the time until the next poll allows.
    func poll() async {
        await collector.poll()
        for _ in 0..<Self.backgroundPages {
            guard await collector.backgroundStep() else { break }
        }
    }

    /// What a scrape gets now, in the text format.
    func scrape() -> [UInt8] {
        var buffer = ExpositionBuffer()
        ExpositionFormat.text.encode(renderer.polledFamilies(of: source), into: &buffer)
        ExpositionFormat.text.encode(renderer.liveFamilies(), into: &buffer)
        ExpositionFormat.text.end(&buffer)
        return buffer.bytes
    }
}
