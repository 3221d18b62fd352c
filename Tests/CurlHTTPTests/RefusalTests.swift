import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct RefusalTests {
    @Test(arguments: [
        "", "no scheme", "/path", "mps.example", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:70/",
        "http://", "http://127.0.0.1:99999/", "http://127.0.0.1:port/", "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX-Injected: 1", "http://127.0.0.1/\0", "http://[::1/",
    ])
    func `a URL that is no http or https URL is refused`(url: String) async throws {
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(url) }
            guard case .invalidURL = error else {
                Issue.record("\(url) gave \(String(describing: error))")
                return
            }
            #expect(error?.description.contains("\n") == false)
        }
    }

    @Test(arguments: ["https://user:hunter2@mps.example/", "https://mps.example:x/?key=hunter2#hunter2"])
    func `an error shows no secret of a URL`(url: String) async throws {
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(url) }
            #expect(error?.description.contains("mps.example") == true)
            #expect(error?.description.contains("hunter2") == false)
        }
    }

    @Test(arguments: [
        HTTPField(name: "Authorization", value: "hunter2\r\nX-Injected: 1"),
        HTTPField(name: "Authorization", value: "hunter2\nX-Injected: 1"),
        HTTPField(name: "Authorization", value: "hunter2\rX-Injected: 1"),
        HTTPField(name: "Authorization", value: "hunter2\0"), HTTPField(name: "Authorization", value: "hunter2\u{7F}"),
        HTTPField(name: "X-Bad\r\nX-Injected", value: "hunter2"), HTTPField(name: "X-Bad:", value: "hunter2"),
        HTTPField(name: "X Bad", value: "hunter2"), HTTPField(name: "", value: "hunter2"),
        HTTPField(name: "Ä", value: "hunter2"), HTTPField(name: "X-Bad\0", value: "hunter2"),
        HTTPField(name: "content-length", value: "7"), HTTPField(name: "Transfer-Encoding", value: "chunked"),
        HTTPField(name: "Expect", value: "100-continue"), HTTPField(name: "Connection", value: "close"),
    ])
    func `a field that could become another is refused before anything is sent`(field: HTTPField) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let tag = String(UInt64.random(in: .min ... .max), radix: 16)
            let request = HTTPRequest(method: .post, url: peer.url("/echo?tag=\(tag)"), fields: [field])
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
            guard case .invalidRequest(let reason) = error else {
                Issue.record("\(field.name) gave \(String(describing: error))")
                return
            }
            #expect(!reason.contains("hunter2") && !reason.contains("\n") && !reason.contains("\0"))
            try await transport.expect(peer.url("/count?of=\(tag)"), answers: "0")
        }
    }

    @Test func `a GET with a body is refused`() async throws {
        try await CurlTransport.run { transport in
            let request = HTTPRequest(method: .get, url: "http://127.0.0.1:1/", body: [1])
            await #expect(
                throws: HTTPTransportError.invalidRequest(reason: "a GET carries no body, but 1 bytes were given")
            ) { try await transport.send(request) }
        }
    }

    @Test func `a port where nobody listens is refused, and the error says which`() async throws {
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) {
                try await transport.get("http://127.0.0.1:1/")
            }
            guard case .refused(host: "127.0.0.1", port: 1, let message) = error else {
                Issue.record("gave \(String(describing: error))")
                return
            }
            #expect(message.contains("port 1"))
            #expect(error?.isTimeout == false)
        }
    }

    @Test func `a name without an address is unresolvable`() async throws {
        // A label of 64 bytes: the resolver refuses it without asking the network.
        let host = String(repeating: "a", count: 64) + ".invalid"
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get("https://\(host)/") }
            guard case .unresolvable(host, let message) = error else {
                Issue.record("gave \(String(describing: error))")
                return
            }
            #expect(!message.isEmpty)
        }
    }

    @Test func `a configuration that cannot be used is refused at once`() {
        var unreadable = CurlTransport.Configuration()
        unreadable.caBundle = "/nowhere/bundle.pem"
        let error = #expect(throws: HTTPTransportError.self) { _ = try CurlTransport(unreadable) }
        #expect(error?.description.contains("/nowhere/bundle.pem: No such file") == true)

        unreadable.caBundle = "/etc/passwd\0"
        #expect(throws: HTTPTransportError.self) { _ = try CurlTransport(unreadable) }

        var injecting = CurlTransport.Configuration()
        injecting.userAgent = "agent\r\nX-Injected: 1"
        #expect(throws: HTTPTransportError.invalidRequest(reason: "the user agent holds a control character")) {
            _ = try CurlTransport(injecting)
        }
    }
}
