import MPSSimulator
import ServiceLifecycle

/// Serves the simulated API until the process is to stop.
struct SimulatorService: Service {
    let server: SimulatorServer
    /// Called once a signal to stop is heeded.
    var announce: @Sendable () -> Void = {}

    func run() async throws {
        announce()
        try? await gracefulShutdown()
        server.stop()
    }
}
