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
        StandardStream.output.write("simulated API: \(server.url)\ntruth: \(server.url)/truth?account=1\n")
        for (index, credential) in api.credentials.enumerated() {
            StandardStream.output.write(
                "account \(index + 1): TENCENTCLOUD_SECRET_ID=\(credential.secretID)"
                    + " TENCENTCLOUD_SECRET_KEY=\(credential.secretKey.reveal())\n")
        }
        let configuration = ServiceGroupConfiguration(
            services: [.init(service: SimulatorService(server: server))],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: log.logger(clock: clock))
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            throw CommandFailure.atWork(error)
        }
    }
}
