internal import MicroHTTP
internal import ServiceLifecycle

/// Serves until the process is to stop, then finishes what is in flight.
struct ServerService: Service {
    let server: MicroHTTPServer

    func run() async throws {
        try? await gracefulShutdown()
        server.stop()
    }
}
