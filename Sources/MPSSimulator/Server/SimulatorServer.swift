package import MicroHTTP
import TencentCloud

/// Serves a simulation over HTTP.
package final class SimulatorServer: Sendable {
    private let server: MicroHTTPServer
    /// Where clients reach it, as `http://127.0.0.1:18620`.
    package let url: String

    /// Listens from `init` on and must be stopped before it goes. Throws if the address cannot be had.
    package init(listen: ListenAddress, api: SimulatedAPI) throws(MicroHTTPError) {
        var configuration = MicroHTTPServer.Configuration(listen: [listen])
        configuration.maxBodyBytes = 10 * 1024 * 1024
        configuration.maxHeaderBytes = 32 * 1024
        server = try MicroHTTPServer(configuration, handler: SimulationHandler(api: api))
        let bound = server.boundAddresses.first ?? listen
        url = "http://\(ListenAddress(host: bound.host ?? "127.0.0.1", port: bound.port))"
    }

    /// Ends it within a second; calls in flight are answered as far as they are ready. Idempotent.
    package func stop() {
        server.stop()
    }
}
