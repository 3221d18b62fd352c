import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct LimitTests {
    private static let mebibyte = 1024 * 1024

    @Test(arguments: ["/hang", "/hang-midway", "/drip"])
    func `a slow answer ends with the time of the call`(path: String) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let clock = ContinuousClock()
            let began = clock.now
            let error = await #expect(throws: HTTPTransportError.self) {
                try await transport.get(peer.url(path), timeout: .milliseconds(300))
            }
            let took = began.duration(to: clock.now)
            #expect(error?.isTimeout == true)
            #expect(error?.description.contains("127.0.0.1:\(peer.port) timed out") == true)
            #expect(took >= .milliseconds(250) && took < .seconds(20))
        }
    }

    @Test func `the configured time holds for calls that bring none`() async throws {
        var configuration = CurlTransport.Configuration.patient
        configuration.timeout = .milliseconds(200)
        let peer = try await Peer.shared()
        try await CurlTransport.run(configuration) { transport in
            let error = await #expect(throws: HTTPTransportError.self) {
                try await transport.get(peer.url("/hang"))
            }
            #expect(error?.isTimeout == true)
        }
    }

    @Test func `a host that takes no connection ends with the time to connect`() async throws {
        var configuration = CurlTransport.Configuration.patient
        configuration.connectTimeout = .milliseconds(200)
        try await Peer.run(["--deaf"]) { peer in
            try await CurlTransport.run(configuration) { transport in
                let clock = ContinuousClock()
                let began = clock.now
                let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(peer.url("/")) }
                #expect(error?.isTimeout == true)
                #expect(began.duration(to: clock.now) < .seconds(20))
            }
        }
    }

    @Test(arguments: [0, -5])
    func `a call without time is not sent`(seconds: Int) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) {
                try await transport.get(peer.url("/echo?tag=late\(seconds)"), timeout: .seconds(seconds))
            }
            #expect(error?.isTimeout == true)
            try await transport.expect(peer.url("/count?of=late\(seconds)"), answers: "0")
        }
    }

    @Test func `very long times are no overflow`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/echo"), timeout: .seconds(1_000_000_000_000))
            #expect(response.status == 200)
        }
    }

    @Test(arguments: ["/bytes?count=", "/chunks?count=", "/gzip?count="])
    func `more than 16 MiB is too large, counted after decoding`(path: String) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) {
                try await transport.get(peer.url(path + "\(17 * Self.mebibyte)"))
            }
            #expect(error == .tooLarge(limit: 16 * Self.mebibyte, from: "127.0.0.1:\(peer.port)"))
            try await transport.expect(peer.url("/echo"), answers: "")
        }
    }

    @Test(arguments: ["/bytes?count=", "/chunks?count="])
    func `16 MiB are accepted, one byte more is not`(path: String) async throws {
        let limit = 16 * Self.mebibyte
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url(path + "\(limit)"))
            #expect(response.body.count == limit)
            await #expect(throws: HTTPTransportError.tooLarge(limit: limit, from: "127.0.0.1:\(peer.port)")) {
                try await transport.get(peer.url(path + "\(limit + 1)"))
            }
        }
    }

    @Test func `gzip is decoded`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/gzip?count=100000"))
            #expect(response.body == [UInt8](repeating: 0, count: 100_000) + Array("end".utf8))
            #expect(response.value(of: "Content-Encoding") == "gzip")
        }
    }

    @Test func `a header of any length is not taken`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/header?count=4"))
            #expect(response.fields.count == 5)
            for path in ["/header?count=5", "/endless-header"] {
                await #expect(throws: HTTPTransportError.tooLarge(limit: 262_144, from: "127.0.0.1:\(peer.port)")) {
                    try await transport.get(peer.url(path))
                }
            }
        }
    }

    @Test(arguments: ["/cut", "/not-gzip", "/garbage", "/no-colon"])
    func `a broken answer is an error that names the server`(path: String) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(peer.url(path)) }
            #expect(error?.description.hasPrefix("GET to 127.0.0.1:\(peer.port): ") == true)
        }
    }
}
