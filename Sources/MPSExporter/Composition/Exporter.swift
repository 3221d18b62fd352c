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
        let store = try LedgerStore(path: options.configuration.statePath)
        do {
            let parts = ExporterParts(options, clock: clock, logger: logger)
            let accounts = try parts.accounts(store: store, transport: transport)
            let reloader = parts.reloader(of: accounts)
            let access = try parts.webAccess()
            let publisher = parts.publisher(certificate: access)
            let server = try parts.server(access: access, publisher: publisher, reloader: reloader)
            source = parts.source
            self.reloader = reloader
            addresses = server.boundAddresses
            scheme = access?.tls == nil ? "http" : "https"
            var services: [any Service] = [
                StateService(store: store, logger: logger), ServerService(server: server),
                PollingService(accounts: accounts), PublisherService(publisher: publisher),
            ]
            if let supervision = parts.supervision { services.append(supervision) }
            self.services = services
        } catch {
            try? store.close()
            throw error
        }
    }
}
