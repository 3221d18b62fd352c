import CurlHTTP
import MPSExporter
import MicroHTTP
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ServerServiceTests {
    /// Where a service runs, and others as well unless it blocks.
    private actor Place {
        func run(_ service: ServerService) async throws {
            try await service.run()
        }

        func visit() {}
    }

    /// Answers `/slow` with what takes time, and everything else at once.
    private struct Handler: RequestHandler {
        let slow: @Sendable () async -> PreparedResponse

        func answer(to request: borrowing ServerRequest) -> ServerAnswer {
            request.isPath("/slow") ? .later(slow) : .now(PreparedResponse(status: 200, fields: [], body: []))
        }
    }

    @Test func `leaves its thread to others while the server waits for answers`() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let (opened, opening) = AsyncStream.makeStream(of: Void.self)
        let handler = Handler {
            ask.yield()
            for await _ in opened.prefix(1) {}
            return PreparedResponse(status: 200, fields: [], body: [])
        }
        var configuration = MicroHTTPServer.Configuration(listen: [ListenAddress(host: "127.2.0.1", port: 0)])
        configuration.stopGrace = .seconds(600)
        let server = try MicroHTTPServer(configuration, handler: handler)
        defer { server.stop() }
        var direct = CurlTransport.Configuration()
        direct.usesProxies = false
        direct.timeout = .seconds(120)
        let transport = try CurlTransport(direct)
        defer { transport.shutdown() }
        let address = try #require(server.boundAddresses.first)
        let url = "http://\(address)"
        let answer = Task { try await transport.send(HTTPRequest(method: .get, url: "\(url)/slow")).status }
        for await _ in asked.prefix(1) {}

        let place = Place()
        let stopping = Task { try await place.run(ServerService(server: server)) }
        // Without a group of services, this is what ends the wait for a graceful shutdown.
        stopping.cancel()
        while (try? await transport.send(HTTPRequest(method: .get, url: "\(url)/quick"))) != nil {}
        await place.visit()
        opening.yield()
        #expect(try await answer.value == 200)
        try await stopping.value
    }
}
