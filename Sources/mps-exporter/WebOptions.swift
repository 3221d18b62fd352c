import ArgumentParser
import Foundation
import MPSExporter
import MicroHTTP

/// Where and how the exporter serves.
struct WebOptions: ParsableArguments {
    private static let standardAddress = ":10862"

    @Option(
        name: .customLong("web.listen-address"),
        help: "host:port, :port or [v6]:port; may be repeated (default: \(Self.standardAddress)).")
    var listenAddresses: [String] = []

    @Flag(
        name: .customLong("web.systemd-socket"),
        help: "Take the listening sockets from systemd, instead of listen addresses.")
    var takesSystemdSockets = false

    @Option(name: .customLong("web.telemetry-path"), help: "Path of the scrape.")
    var telemetryPath = "/metrics"

    @Option(name: .customLong("web.max-requests"), help: "Most scrapes in flight; more get a 503. 0 is no limit.")
    var maxScrapes = 40

    @Flag(name: .customLong("web.disable-exporter-metrics"), help: "Leave out process_* and mps_exporter_*.")
    var disablesExporterMetrics = false

    @OptionGroup var file: WebFileOptions

    /// The server's configuration.
    /// - Throws: `CommandFailure` for an address or path that cannot be served.
    func server() throws -> MicroHTTPServer.Configuration {
        do throws(TelemetryPathError) {
            try TelemetryPath.check(telemetryPath)
        } catch {
            throw CommandFailure(message: "--web.telemetry-path: \(error)", status: 2)
        }
        guard maxScrapes >= 0 else {
            throw CommandFailure(message: "--web.max-requests: expected 0 or more, got \(maxScrapes)", status: 2)
        }
        do {
            if takesSystemdSockets {
                let sockets = SystemdSockets(
                    environment: ProcessInfo.processInfo.environment,
                    processID: ProcessInfo.processInfo.processIdentifier)
                return MicroHTTPServer.Configuration(adopted: try sockets.descriptors())
            }
            let texts = listenAddresses.isEmpty ? [Self.standardAddress] : listenAddresses
            return MicroHTTPServer.Configuration(listen: try texts.map { try ListenAddress(parsing: $0) })
        } catch let error as SystemdSocketsError {
            throw CommandFailure(message: "--web.systemd-socket: \(error)", status: 2)
        } catch {
            throw CommandFailure(message: "--web.listen-address: \(error)", status: 2)
        }
    }

    /// Everything that a run is told, with what this says of serving.
    /// - Throws: `CommandFailure` for an address or path that cannot be served.
    func options(
        _ configuration: ExporterConfiguration, load: @escaping @Sendable () throws -> ExporterConfiguration,
        environment: [String: String]
    ) throws -> ExporterOptions {
        var options = ExporterOptions(
            configuration: configuration, load: load, server: try server(), telemetryPath: telemetryPath,
            showsExporterMetrics: !disablesExporterMetrics, build: Build.info, environment: environment)
        options.webConfigurationPath = file.path
        options.maxScrapes = maxScrapes
        return options
    }
}
