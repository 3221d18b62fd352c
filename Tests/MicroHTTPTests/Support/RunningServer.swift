import MicroHTTP
import Synchronization

/// A server on a loopback address of its own, so that a port that it has left is not taken by another test's server.
struct RunningServer: Sendable {
    let server: MicroHTTPServer

    /// The first of the addresses, numeric.
    var host: String {
        server.boundAddresses.first?.host ?? ""
    }

    var port: UInt16 {
        server.boundAddresses.first?.port ?? 0
    }

    /// A new connection to the first address.
    func connect(receiveBuffer: Int32? = nil) throws -> RawClient {
        try RawClient(port: port, host: host, receiveBuffer: receiveBuffer)
    }
}

/// Runs `body`, which may block, with a server that is stopped at the end.
func withServer<Result: Sendable>(
    _ handler: ClosureHandler, observer: (any RequestObserver)? = nil,
    configure: (inout MicroHTTPServer.Configuration) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningServer) throws -> Result
) async throws -> Result {
    var configuration = MicroHTTPServer.Configuration(listen: [ListenAddress(host: ownLoopbackHost(), port: 0)])
    configure(&configuration)
    let server = try MicroHTTPServer(configuration, handler: handler, observer: observer)
    return try await offPool {
        defer { server.stop() }
        return try body(RunningServer(server: server))
    }
}

/// An address of 127.0.0.0/8 that no other caller gets.
func ownLoopbackHost() -> String {
    let number = loopbackHosts.add(1, ordering: .relaxed).newValue
    return "127.1.\(number / 250).\(number % 250 + 1)"
}

private let loopbackHosts = Atomic<Int>(0)
