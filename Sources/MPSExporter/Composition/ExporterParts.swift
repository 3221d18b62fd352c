internal import CurlHTTP
internal import Logging
internal import MicroHTTP
internal import TaskLedger
internal import TencentCloud

/// Makes the parts of an exporter, each from those that were made before it.
struct ExporterParts {
    let source: ScrapeSource
    let supervision: SupervisionService?
    private let options: ExporterOptions
    private let clock: any WallClock
    private let logger: Logger
    private let changes = ChangeSignal()
    private let inForce: ConfigurationInForce
    private let http = HTTPActivity()

    init(_ options: ExporterOptions, clock: any WallClock, logger: Logger) {
        let inForce = ConfigurationInForce(options.configuration, loadedAt: clock.now().milliseconds)
        self.options = options
        self.clock = clock
        self.logger = logger
        self.inForce = inForce
        source = ScrapeSource(changes: changes)
        supervision = options.serviceManager.map { manager in
            SupervisionService(
                manager: manager, accounts: { inForce.configuration.accounts.count }, clock: clock, logger: logger)
        }
    }

    /// The accounts that are polled, their ledgers in a state file.
    func accounts(store: LedgerStore, transport: any HTTPTransport) throws -> PolledAccounts {
        try PolledAccounts(
            options.configuration,
            in: PolledAccounts.Surroundings(
                store: store, source: source, transport: transport, environment: options.environment, clock: clock,
                logger: logger))
    }

    /// What takes those accounts over to another configuration.
    func reloader(of accounts: PolledAccounts) -> ConfigurationReloader {
        ConfigurationReloader(
            inForce: inForce, environment: options.environment, load: options.load,
            apply: { configuration in try await accounts.apply(configuration) },
            follow: { [supervision, changes] phase in
                supervision?.follow(phase)
                changes.raise()
            }, clock: clock, logger: logger)
    }

    /// What the web configuration file says, if there is one.
    func webAccess() throws -> WebAccess? {
        try options.webConfigurationPath.map { path in
            try WebAccess(path: path, readFile: ConfigurationLoader.readSystemFile, logger: logger)
        }
    }

    /// What renders scrapes, with the end of the certificate that they are served with.
    func publisher(certificate access: WebAccess?) -> ScrapePublisher {
        var renderer = ScrapeRenderer(
            inForce: inForce, showsExporter: options.showsExporterMetrics, build: options.build, http: http,
            clock: clock, logger: logger)
        if let access { renderer.certificateExpirySeconds = { access.certificateExpirySeconds } }
        return ScrapePublisher(source: source, renderer: renderer, changes: changes, clock: clock, logger: logger)
    }

    /// The server, which listens from then on.
    func server(
        access: WebAccess?, publisher: ScrapePublisher, reloader: ConfigurationReloader
    ) throws -> MicroHTTPServer {
        let handler = WebHandler(
            telemetryPath: options.telemetryPath, publisher: publisher,
            status: StatusPublisher(
                source: source, inForce: inForce, page: StatusPage(telemetryPath: options.telemetryPath),
                version: options.build.version, clock: clock, logger: logger),
            readiness: Readiness(source: source, publisher: publisher), inForce: inForce, reloader: reloader,
            scrapeLimit: options.scrapeLimit)
        let descriptors = DescriptorLimit.raised(to: ExporterOptions.wantedDescriptors)
        return try MicroHTTPServer(
            options.server(with: access, descriptors: descriptors), handler: handler, observer: http)
    }
}
