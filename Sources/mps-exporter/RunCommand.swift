import ArgumentParser
import CurlHTTP
import Foundation
import Logging
import MPSExporter
import TencentCloud

/// The exporter.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Poll the accounts and serve their metrics (default).")

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var web: WebOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .customLong("config.check"), help: "Check the configuration without calling the API, and end.")
    var checksConfiguration = false

    func run() async throws {
        // The state file holds task ids, which are nobody else's business.
        umask(0o077)
        let clock = SystemWallClock()
        let logger = log.logger(clock: clock)
        let configuration = try configurationOptions.load()
        if checksConfiguration { try web.file.check() }
        var options = try web.options(
            configuration, load: configurationOptions.loading, environment: ProcessInfo.processInfo.environment)
        let missing = await options.configuration.missingCredentials(in: options.environment)
        if !missing.isEmpty { throw CommandFailure(message: missing.joined(separator: "\n"), status: 2) }
        if checksConfiguration {
            StandardStream.output.write("configuration valid: \(options.configuration.accounts.count) account(s)\n")
            return
        }
        options.serviceManager = serviceManager(options.environment, logger: logger)
        let transport: CurlTransport
        do { transport = try CurlTransport(.init()) } catch { throw CommandFailure.atWork(error) }
        defer { transport.shutdown() }
        let running = ExporterRun(
            options: options, transport: transport, clock: clock, logger: logger)
        try await running.untilStopped()
    }

    /// A supervisor that cannot be reached is no reason not to run.
    private func serviceManager(_ environment: [String: String], logger: Logger) -> ServiceManager? {
        do {
            return try ServiceManager(
                environment: environment, processID: ProcessInfo.processInfo.processIdentifier)
        } catch {
            logger.warning("the service manager is not told anything", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
