import CurlHTTP
import Foundation
import Logging
import MPSExporter
import MPSSimulator
import MicroHTTP
import ServiceLifecycle
import Synchronization
import TencentCloud
import Testing

/// The whole exporter in this process: what the sanitizers are to see of threads that serve, poll, render and reload.
@Suite(.timeLimit(.minutes(5))) struct ExporterTests {
    private static let rounds = Effort.of(debug: 20, release: 40, torture: 2_000)
    private let logger = Logger(label: "exporter") { _ in SwiftLogNoOpLogHandler() }
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let clock = SystemWallClock()

    private func configuration(
        of api: SimulatedAPI, accounts: Int, bounds: HistogramBounds
    ) throws -> ExporterConfiguration {
        var histograms = HistogramConfiguration()
        histograms.wait = bounds
        return ExporterConfiguration(
            statePath: folder.appending(path: "state.sqlite").path,
            accounts: try api.credentials.prefix(accounts).enumerated().map { index, credential in
                AccountConfiguration(
                    name: "account-\(index)", endpoint: try Endpoint(parsing: "http://127.0.0.1:1"),
                    credentials: .keys(secretID: credential.secretID, secretKey: credential.secretKey, token: nil),
                    pollInterval: .seconds(1), history: .seconds(3600))
            }, histograms: histograms)
    }

    private func exporter(_ web: SwappedWebFile) throws -> Exporter {
        var simulation = SimulationConfiguration()
        simulation.accounts = 3
        simulation.queue.history = 300
        let api = try SimulatedAPI(simulation, clock: clock)
        let loads = Atomic(0)
        let load: @Sendable () throws -> ExporterConfiguration = { [self] in
            let number = loads.add(1, ordering: .relaxed).newValue
            return try configuration(
                of: api, accounts: 1 + number % api.credentials.count,
                bounds: number.isMultiple(of: 2) ? .upToOneDay : .upToThreeDays)
        }
        var options = ExporterOptions(
            configuration: try load(), load: load,
            server: MicroHTTPServer.Configuration(listen: [try ListenAddress(parsing: "127.0.0.1:0")]),
            telemetryPath: "/metrics", showsExporterMetrics: true,
            build: BuildInfo(version: "1", revision: "2", swiftVersion: "3"), environment: [:])
        options.webConfigurationPath = web.path
        return try Exporter(
            options, transport: InProcessTransport(api: api, clock: clock), clock: clock, logger: logger)
    }

    private func transport(to web: SwappedWebFile, keeping connections: Int) throws -> CurlTransport {
        var configuration = CurlTransport.Configuration()
        configuration.caBundle = web.authorities
        configuration.maxKeptConnections = connections
        // No time limit but the suite's: what is expected here is that all are answered, not how soon.
        configuration.connectTimeout = .seconds(120)
        configuration.timeout = .seconds(120)
        return try CurlTransport(configuration)
    }

    @Test func `scrapes, reloads, swapped certificates, guesses and the stop meet in any order, and no counter falls`()
        async throws
    {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let web = try await SwappedWebFile(in: folder)
        let exporter = try exporter(web)
        defer { try? FileManager.default.removeItem(at: folder) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: exporter.services.map { .init(service: $0) }, gracefulShutdownSignals: [], logger: logger))
        let transports = try [16, 0].map { try transport(to: web, keeping: $0) }
        defer { for transport in transports { transport.shutdown() } }
        let url = "https://\(exporter.addresses[0])"
        let client = ExporterClient(transport: transports[0], url: url)
        let newcomer = ExporterClient(transport: transports[1], url: url)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await withThrowingTaskGroup { clients in
                for accept in ["text/plain", "application/openmetrics-text", "application/vnd.google.protobuf"] {
                    clients.addTask { try await client.scrape(times: Self.rounds * 10, accept: accept) }
                }
                clients.addTask { try await client.look(times: Self.rounds) }
                clients.addTask { try await client.reload(times: Self.rounds / 2) }
                clients.addTask {
                    for number in 0..<Self.rounds {
                        try web.swap(to: number)
                        _ = try await newcomer.ask("/-/healthy")
                        try await newcomer.guess(number)
                    }
                }
                try await clients.waitForAll()
            }
            // The stop finds scrapes in flight: each is answered, or finds nobody who listens any more.
            tasks.addTask { await client.scrapeUntilRefused() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
