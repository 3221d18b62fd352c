import ArgumentParser
import MPSSimulator
import ServiceLifecycle
import TencentCloud
import UnixSignals

/// The simulated API alone.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Serve a simulated DescribeTasks API, to test clients with.")

    @OptionGroup var simulation: SimulationOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let clock = SystemWallClock()
        let api = try simulation.makeAPI(clock: clock)
        let server = try simulation.makeServer(of: api)
        let addresses = "simulated API: \(server.url)\ntruth: \(server.url)/truth?account=1\n"
        let accounts = api.credentials.enumerated().map { index, credential in
            "account \(index + 1): TENCENTCLOUD_SECRET_ID=\(credential.secretID)"
                + " TENCENTCLOUD_SECRET_KEY=\(credential.secretKey.reveal())\n"
        }
        let announcement = AnnouncementService { StandardStream.output.write(addresses + accounts.joined()) }
        let configuration = ServiceGroupConfiguration(
            services: [.init(service: SimulatorService(server: server)), .init(service: announcement)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: log.logger(clock: clock))
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            throw CommandFailure.atWork(error)
        }
    }
}
