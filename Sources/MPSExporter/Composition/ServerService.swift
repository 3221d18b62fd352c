internal import Dispatch
package import MicroHTTP
internal import ServiceLifecycle

/// Serves until the process is to stop, then finishes what is in flight.
package struct ServerService: Service {
    private let server: MicroHTTPServer

    /// The service of a server that serves already.
    package init(server: MicroHTTPServer) {
        self.server = server
    }

    package func run() async throws {
        try? await gracefulShutdown()
        // To stop takes a good part of a second and blocks: the pool's threads are for the answers that it waits for.
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().async {
                server.stop()
                continuation.resume()
            }
        }
    }
}
