package import MicroHTTP

/// Everything that a run of the exporter is told.
package struct ExporterOptions: Sendable {
    /// How many descriptors to have if the system allows: as many as all the server's connections need, and then some.
    static let wantedDescriptors = 8192

    /// Accounts, state, histograms and labels.
    package var configuration: ExporterConfiguration
    /// Reads the configuration anew, for a reload.
    package var load: @Sendable () throws -> ExporterConfiguration
    /// Where and how to serve.
    package var server: MicroHTTPServer.Configuration
    /// The web configuration file, if there is one.
    package var webConfigurationPath: String?
    /// Most scrapes in flight; 0 is no limit.
    package var maxScrapes = 40
    /// The path of the scrape.
    package var telemetryPath: String
    /// Whether `process_*` and `mps_exporter_*` show.
    package var showsExporterMetrics: Bool
    /// Who wants to know when the exporter is ready, if anybody does.
    package var serviceManager: ServiceManager?
    /// What is running.
    package var build: BuildInfo
    /// The environment, for credentials.
    package var environment: [String: String]

    /// All options.
    package init(
        configuration: ExporterConfiguration, load: @escaping @Sendable () throws -> ExporterConfiguration,
        server: MicroHTTPServer.Configuration, telemetryPath: String, showsExporterMetrics: Bool, build: BuildInfo,
        environment: [String: String]
    ) {
        self.configuration = configuration
        self.load = load
        self.server = server
        self.telemetryPath = telemetryPath
        self.showsExporterMetrics = showsExporterMetrics
        self.build = build
        self.environment = environment
    }

    /// The server's configuration with what the web configuration file adds. A quarter of the descriptors is left to
    /// polls and the state file, so that no number of clients can bring those to a halt.
    func server(with access: WebAccess?, descriptors: Int) -> MicroHTTPServer.Configuration {
        var configuration = server
        configuration.maxConnections = max(1, min(server.maxConnections, descriptors / 4 * 3))
        configuration.tls = access?.tls
        configuration.gate = access?.gate
        configuration.comesFirst = true
        return configuration
    }

    /// What keeps too many scrapes away.
    var scrapeLimit: ConcurrencyLimit? {
        guard maxScrapes > 0 else { return nil }
        let text = "\(maxScrapes) scrapes are being answered, which is the limit; try again later.\n"
        return ConcurrencyLimit(maxScrapes, refusal: .plain(503, text, .metrics))
    }
}
