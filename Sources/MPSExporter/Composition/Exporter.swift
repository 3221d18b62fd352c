package import CurlHTTP
package import Logging
package import MicroHTTP
package import ServiceLifecycle
internal import TaskLedger
package import TencentCloud

/// The exporter put together: accounts that are polled, scrapes that are rendered, a server that hands them out.
package struct Exporter: Sendable {
    /// Where the exporter is reached, with the real ports.
    package let addresses: [ListenAddress]
    /// Of URLs under which it is reached: https with TLS, else http.
    package let scheme: String
    /// What scrapes are made of.
    package let source: ScrapeSource
    /// What must run, in the order in which it starts; stopping goes the other way.
    package let services: [any Service]
    /// Goes over to a changed configuration.
    package let reloader: ConfigurationReloader

    /// Opens the state file and the sockets. From then on scrapes are answered; polls begin when the services run.
    /// - Throws: `LedgerError`, `CredentialError` or `MicroHTTPError`, whose text a person can act on.
    package init(_ options: ExporterOptions, transport: any HTTPTransport, clock: any WallClock, logger: Logger) throws
    {
        let configuration = options.configuration
        let changes = ChangeSignal()
        let source = ScrapeSource(changes: changes)
        let store = try LedgerStore(path: configuration.statePath)
        do {
            let inForce = ConfigurationInForce(configuration, loadedAt: clock.now().milliseconds)
            let supervision = options.serviceManager.map { manager in
                SupervisionService(
                    manager: manager, accounts: { inForce.configuration.accounts.count }, clock: clock, logger: logger)
            }
            let accounts = try PolledAccounts(
                configuration,
                in: PolledAccounts.Surroundings(
                    store: store, source: source, transport: transport, environment: options.environment, clock: clock,
                    logger: logger))
            let reloader = ConfigurationReloader(
                inForce: inForce, environment: options.environment, load: options.load,
                apply: { configuration in try await accounts.apply(configuration) },
                follow: { phase in
                    supervision?.follow(phase)
                    changes.raise()
                }, clock: clock, logger: logger)
            let http = HTTPActivity()
            var renderer = ScrapeRenderer(
                inForce: inForce, showsExporter: options.showsExporterMetrics, build: options.build, http: http,
                clock: clock, logger: logger)
            let access = try options.webConfigurationPath.map { path in
                try WebAccess(path: path, readFile: ConfigurationLoader.readSystemFile, logger: logger)
            }
            if let access { renderer.certificateExpirySeconds = { access.certificateExpirySeconds } }
            let publisher = ScrapePublisher(
                source: source, renderer: renderer, changes: changes, clock: clock, logger: logger)
            let handler = WebHandler(
                telemetryPath: options.telemetryPath, publisher: publisher,
                status: StatusPublisher(
                    source: source, inForce: inForce, page: StatusPage(telemetryPath: options.telemetryPath),
                    version: options.build.version, clock: clock, logger: logger),
                readiness: Readiness(source: source), inForce: inForce, reloader: reloader,
                scrapeLimit: options.scrapeLimit)
            let descriptors = DescriptorLimit.raised(to: ExporterOptions.wantedDescriptors)
            let server = try MicroHTTPServer(
                options.server(with: access, descriptors: descriptors), handler: handler, observer: http)
            self.source = source
            self.reloader = reloader
            addresses = server.boundAddresses
            scheme = access?.tls == nil ? "http" : "https"
            var services: [any Service] = [
                StateService(store: store, logger: logger), ServerService(server: server),
                PollingService(accounts: accounts), PublisherService(publisher: publisher),
            ]
            if let supervision { services.append(supervision) }
            self.services = services
        } catch {
            try? store.close()
            throw error
        }
    }
}
