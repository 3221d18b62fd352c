import ArgumentParser
import MicroHTTP

/// Where and how the exporter serves.
struct WebOptions: ParsableArguments {
    @Option(
        name: .customLong("web.listen-address"),
        help: "host:port, :port or [v6]:port; may be repeated (default: :10862).")
    var listenAddresses: [String] = []

    @Option(name: .customLong("web.telemetry-path"), help: "Path of the scrape.")
    var telemetryPath = "/metrics"

    @Flag(name: .customLong("web.disable-exporter-metrics"), help: "Leave out process_* and mps_exporter_*.")
    var disablesExporterMetrics = false

    /// The server's configuration.
    /// - Throws: `CommandFailure` for an address or path that cannot be served.
    func server() throws -> MicroHTTPServer.Configuration {
        guard telemetryPath.hasPrefix("/"), telemetryPath != "/", !telemetryPath.hasPrefix("/-/") else {
            throw CommandFailure(
                message: "--web.telemetry-path: expected a path such as /metrics, got \(telemetryPath)", status: 2)
        }
        do {
            let texts = listenAddresses.isEmpty ? [":10862"] : listenAddresses
            return MicroHTTPServer.Configuration(listen: try texts.map { try ListenAddress(parsing: $0) })
        } catch {
            throw CommandFailure(message: "--web.listen-address: \(error)", status: 2)
        }
    }
}
