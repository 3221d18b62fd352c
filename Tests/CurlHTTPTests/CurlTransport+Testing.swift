import CurlHTTP
import Foundation
import Testing

extension CurlTransport.Configuration {
    /// Times that hold on a machine busy with other things: they tell a call that hangs, not a slow one.
    static var patient: Self {
        var configuration = Self()
        configuration.connectTimeout = .seconds(50)
        configuration.timeout = .seconds(50)
        return configuration
    }
}

extension CurlTransport {
    /// Runs `body` with a transport that is shut down after it.
    static func run<R>(
        _ configuration: Configuration = .patient, _ body: (CurlTransport) async throws -> R
    ) async throws -> R {
        // The machine's own proxy must not come between the tests and their peers.
        _ = Self.localIsDirect
        let transport = try CurlTransport(configuration)
        defer { transport.shutdown() }
        return try await body(transport)
    }

    private static let localIsDirect = unsafe setenv("no_proxy", "127.0.0.1", 1)

    func get(_ url: String, timeout: Duration? = nil) async throws -> HTTPResponse {
        try await send(HTTPRequest(method: .get, url: url, timeout: timeout))
    }

    /// The body of a GET as text.
    func text(_ url: String) async throws -> String {
        String(decoding: try await get(url).body, as: UTF8.self)
    }

    /// Expects a GET to be answered with this body.
    func expect(_ url: String, answers body: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let text = try await text(url)
        #expect(text == body, sourceLocation: sourceLocation)
    }
}
