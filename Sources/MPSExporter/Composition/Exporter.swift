package import CurlHTTP
package import Logging
internal import MediaProcessing
package import MicroHTTP
package import ServiceLifecycle
internal import TaskLedger
package import TencentCloud

/// The exporter put together: accounts that are polled, scrapes that are rendered, a server that hands them out.
package struct Exporter: Sendable {
    /// Where the exporter is reached, with the real ports.
    package let addresses: [ListenAddress]
    /// What scrapes are made of.
    package let source: ScrapeSource
    /// What must run, in the order in which it starts; stopping goes the other way.
    package let services: [any Service]

    /// Opens the state file and the sockets. From then on scrapes are answered; polls begin when the services run.
    /// - Throws: `LedgerError`, `CredentialError` or `MicroHTTPError`, whose text a person can act on.
    package init(_ options: ExporterOptions, transport: any HTTPTransport, clock: any WallClock, logger: Logger) throws
    {
        let configuration = options.configuration
        let changes = ChangeSignal()
        let source = ScrapeSource(changes: changes)
        let store = try LedgerStore(path: configuration.statePath)
        var collectors: [any Service] = []
        do {
            for account in configuration.accounts {
                let activity = APIActivity(actions: ["DescribeTasks"])
                let collector = try AccountCollector(
                    account, in: options, store: store,
                    credentials: account.credentials.provider(environment: options.environment),
                    transport: transport, activity: activity, clock: clock, logger: logger,
                    show: { source.show($0) })
                source.add(collector.initialSnapshot, activity: activity)
                collectors.append(
                    CollectorService(collector: collector, interval: account.pollInterval, clock: clock))
            }
            let http = HTTPActivity()
            let renderer = ScrapeRenderer(
                options: options.rendering, build: options.build, http: http, clock: clock, logger: logger)
            let publisher = ScrapePublisher(
                source: source, renderer: renderer, changes: changes,
                reload: ReloadState(isSuccessful: true, lastSuccess: clock.now().milliseconds), clock: clock,
                logger: logger)
            let handler = WebHandler(
                telemetryPath: options.telemetryPath, publisher: publisher,
                statusPage: StatusPage(
                    source: source, build: options.build, telemetryPath: options.telemetryPath),
                readiness: Readiness(source: source))
            let server = try MicroHTTPServer(options.server, handler: handler, observer: http)
            self.source = source
            addresses = server.boundAddresses
            services =
                [StateService(store: store, logger: logger), ServerService(server: server)] + collectors
                + [PublisherService(publisher: publisher)]
        } catch {
            try? store.close()
            throw error
        }
    }
}
