import MPSSimulator
import ServiceLifecycle

/// Serves the simulated API until the process is to stop.
struct SimulatorService: Service {
    let server: SimulatorServer

    func run() async throws {
        try? await gracefulShutdown()
        server.stop()
    }
}
