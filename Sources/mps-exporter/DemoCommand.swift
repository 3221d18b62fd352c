import ArgumentParser
import CurlHTTP
import Foundation
import MPSExporter
import MPSSimulator
import MicroHTTP
import TencentCloud

/// Simulator and exporter in one process: everything to see, no account needed.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Run the exporter on a simulated API; no account needed.")

    @OptionGroup var simulation: SimulationOptions
    @OptionGroup var web: WebOptions
    @OptionGroup var log: LogOptions

    @Option(name: .customLong("poll.interval"), help: "From the start of one poll to the next.")
    var pollInterval = "5s"

    @Option(name: .customLong("state.path"), help: "SQLite file of the ledger; :memory: keeps nothing.")
    var statePath = ":memory:"

    func run() async throws {
        let clock = SystemWallClock()
        let api = try simulation.makeAPI(clock: clock)
        let server = try simulation.makeServer(of: api)
        defer { server.stop() }
        let transport = try CurlTransport(.init())
        defer { transport.shutdown() }
        let configuration = try configuration(of: api, url: server.url)
        let options = try web.options(configuration, load: { configuration }, environment: [:])
        var running = ExporterRun(
            options: options, transport: transport, clock: clock, logger: log.logger(clock: clock))
        running.companions = [SimulatorService(server: server)]
        running.announce = { exporter in
            let scheme = exporter.scheme
            for address in exporter.addresses {
                let host = address.description.hasPrefix("[::]") ? "127.0.0.1:\(address.port)" : address.description
                StandardStream.output.write(
                    "status page: \(scheme)://\(host)/\nmetrics: \(scheme)://\(host)\(web.telemetryPath)\n")
            }
            StandardStream.output.write("simulated API: \(server.url)\ntruth: \(server.url)/truth?account=1\n")
        }
        try await running.untilStopped()
    }

    private func configuration(of api: SimulatedAPI, url: String) throws -> ExporterConfiguration {
        let loader = ConfigurationLoader(environment: [:], readFile: ConfigurationLoader.readSystemFile)
        do {
            let flags = RunFlags(endpoint: url, pollInterval: pollInterval, statePath: statePath)
            var configuration = try loader.load(file: nil, flags: flags)
            let template = configuration.accounts
            configuration.accounts = api.credentials.enumerated().flatMap { index, credential in
                template.map { account in
                    var account = account
                    account.name = api.credentials.count == 1 ? "demo" : "demo-\(index + 1)"
                    account.credentials = .keys(
                        secretID: credential.secretID, secretKey: credential.secretKey, token: nil)
                    return account
                }
            }
            return configuration
        } catch {
            throw CommandFailure.asConfigured(error)
        }
    }
}
