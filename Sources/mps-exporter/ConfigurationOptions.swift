import ArgumentParser
import Foundation
import MPSExporter
import TencentCloud

/// Where the configuration comes from: a file, flags over it, and the environment.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config.file"),
        help: "Configuration file (YAML); without one, a single account from the environment.")
    var file: String?

    @Option(
        name: .customLong("mps.endpoint"),
        help: "Host of the API, or a URL with scheme (default: \(ExporterConfiguration.defaultEndpoint.host)).")
    var endpoint: String?

    @Option(
        name: .customLong("poll.interval"),
        help:
            "From the start of one poll to the next (default: \(ExporterConfiguration.standardPollInterval.prometheusText))."
    )
    var pollInterval: String?

    @Option(name: .customLong("state.path"), help: Self.statePathHelp)
    var statePath: String?

    private static var statePathHelp: ArgumentHelp {
        let name = ExporterConfiguration.standardStatePath
        return "SQLite file of the ledger; :memory: keeps nothing (default: $STATE_DIRECTORY/\(name), else \(name))."
    }

    /// Reads file and flags, each time that it is called; throws `ConfigurationError`.
    var loading: @Sendable () throws -> ExporterConfiguration {
        let loader = ConfigurationLoader(
            environment: ProcessInfo.processInfo.environment, readFile: ConfigurationLoader.readSystemFile)
        let flags = RunFlags(endpoint: endpoint, pollInterval: pollInterval, statePath: statePath)
        return { [file] in try loader.load(file: file, flags: flags) }
    }

    /// The configuration in force.
    /// - Throws: `CommandFailure` with every problem found.
    func load() throws -> ExporterConfiguration {
        do {
            return try loading()
        } catch {
            throw CommandFailure.asConfigured(error)
        }
    }
}
