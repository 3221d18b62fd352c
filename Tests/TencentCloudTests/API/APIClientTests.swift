import CurlHTTP
import TencentCloud
import Testing

@Suite(.timeLimit(.minutes(1)))
struct APIClientTests {
    private struct Probe: Encodable, Sendable {
        var Path = "a/b"
        var Limit = 100
    }

    /// Sleeps longer than asked for.
    private struct OversleepingClock: WallClock {
        private let inner = SteppingClock()

        func now() -> UnixTime {
            inner.now()
        }

        func sleep(for duration: Duration) async throws {
            try await inner.sleep(for: duration + .milliseconds(200))
        }
    }

    private let clock = SteppingClock()
    private let observer = RecordingObserver()
    private static let old = Credential(secretID: "AKIDOLD", secretKey: Secret("old"))
    private static let new = Credential(secretID: "AKIDNEW", secretKey: Secret("new"))

    private func client(
        _ transport: any HTTPTransport, rate: Double = 10, random: Double = 0.5,
        credentials: [Result<Credential, CredentialError>] = [.success(old)]
    ) throws -> APIClient {
        let configuration = APIClient.Configuration(
            service: APIService(name: "mps", version: "2019-06-12"),
            endpoint: try Endpoint(parsing: "http://127.0.0.1:18620"), rateLimit: rate,
            retries: RetryPolicy(attempts: 4, firstDelay: .milliseconds(400), longestDelay: .seconds(2)))
        return APIClient(
            configuration, credentials: RotatingCredentials(credentials), transport: transport, clock: clock,
            observer: observer,
            random: { random })
    }

    private func call(
        _ client: APIClient, deadline: UnixTime? = nil
    ) async throws(APIError) -> APIReply<ProbeResponse> {
        try await client.call("Probe", Probe(), deadline: deadline)
    }

    private func value(_ name: String, _ request: HTTPRequest) -> String? {
        request.fields.first { $0.name == name }?.value
    }

    @Test func `sends compact JSON with sorted names and returns the unwrapped reply`() async throws {
        let transport = ScriptedTransport([
            ScriptedTransport.json(#"{"Response":{"Value":7,"RequestId":"r"}}"#, date: clock.now())
        ])
        let reply = try await call(try client(transport))
        #expect(reply.body.value == 7)
        #expect(reply.requestID == "r")
        #expect(reply.serverTime == clock.now())
        let request = try #require(transport.requests.first)
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"Limit":100,"Path":"a/b"}"#)
        #expect(request.timeout == .seconds(10))
        #expect(observer.events == [.sent("Probe"), .finished("Probe", .zero), .skew(0)])
    }

    @Test func `tries again after failures that may pass, waiting longer each time`() async throws {
        let transport = ScriptedTransport([
            ScriptedTransport.failure(.failed(code: 56, message: "reset")),
            ScriptedTransport.error("RequestLimitExceeded.UinLimitExceeded"),
            ScriptedTransport.json("", status: 502), ScriptedTransport.good,
        ])
        #expect(try await call(try client(transport)).body.value == 7)
        #expect(clock.sleeps == [200, 400, 800].map { .milliseconds($0) })
        #expect(
            observer.events.filter { if case .finished = $0 { false } else { true } } == [
                .sent("Probe"), .failed("Probe", code: "transport"), .retried("Probe"),
                .sent("Probe"), .failed("Probe", code: "RequestLimitExceeded.UinLimitExceeded"), .retried("Probe"),
                .sent("Probe"), .failed("Probe", code: "http_5xx"), .retried("Probe"), .sent("Probe"),
            ])
    }

    @Test func `signs each attempt at its own time`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.json("", status: 500), ScriptedTransport.good])
        _ = try await call(try client(transport, random: 0.9999999))
        _ = try await call(try client(transport, random: 0.9999999))
        let stamps = transport.requests.map { value("X-TC-Timestamp", $0) }
        #expect(stamps == ["1767225600", "1767225600", "1767225600"])
        clock.advance(by: .seconds(3))
        _ = try await call(try client(transport))
        #expect(value("X-TC-Timestamp", transport.requests[3]) == "1767225603")
    }

    @Test func `gives up after its attempts with the last failure`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.error("InternalError")])
        let client = try client(transport)
        await #expect(throws: APIError.service(code: "InternalError", message: "no", requestID: "r-1")) {
            try await call(client)
        }
        #expect(transport.requests.count == 4)
    }

    @Test(arguments: ["InvalidParameterValue.Limit", "AuthFailure.SignatureFailure", "LimitExceeded", "Unheard.Of"])
    func `does not try again what stays as it is`(code: String) async throws {
        let transport = ScriptedTransport([ScriptedTransport.error(code)])
        let client = try client(transport)
        await #expect(throws: APIError.service(code: code, message: "no", requestID: "r-1")) { try await call(client) }
        #expect(transport.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
    }

    @Test(arguments: ["", "null", "<html/>", #"{"Response":{"Value":7"#, #"{"Response":{"Value":"x"}}"#])
    func `tries a malformed reply once more`(body: String) async throws {
        let transport = ScriptedTransport([ScriptedTransport.json(body)])
        let client = try client(transport)
        let error = await #expect(throws: APIError.self) { try await call(client) }
        #expect(error?.metricCode == "malformed")
        #expect(transport.requests.count == 2)
    }

    @Test func `takes a reply that is too long for malformed`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.failure(.tooLarge(limit: 99)), ScriptedTransport.good])
        #expect(try await call(try client(transport)).body.value == 7)
        #expect(observer.events.contains(.failed("Probe", code: "malformed")))
    }

    @Test func `stops at the deadline with the last failure`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.json("", status: 500)])
        let client = try client(transport)
        let deadline = clock.now() + .milliseconds(500)
        await #expect(throws: APIError.http(status: 500)) { try await call(client, deadline: deadline) }
        #expect(transport.requests.count == 2)
        #expect(clock.now() < deadline)
        #expect(transport.requests.map(\.timeout) == [.milliseconds(500), .milliseconds(300)])
    }

    @Test func `sends nothing once the deadline has passed`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.good])
        let client = try client(transport)
        await #expect(throws: APIError.deadlineExceeded) { try await call(client, deadline: clock.now()) }
        #expect(transport.requests.isEmpty)
        #expect(observer.events.isEmpty)
    }

    @Test func `gives the last failure when the rate limit leaves no time to repeat`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.json("", status: 500)])
        let client = try client(transport, rate: 1, random: 0)
        let deadline = clock.now() + .milliseconds(800)
        await #expect(throws: APIError.http(status: 500)) { try await call(client, deadline: deadline) }
        #expect(transport.requests.count == 1)
        #expect(!observer.events.contains(.retried("Probe")))
    }

    @Test func `holds itself back below the rate`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.good])
        let client = try client(transport, rate: 2)
        for _ in 0..<3 { _ = try await call(client) }
        #expect(clock.sleeps == [.milliseconds(500), .milliseconds(500)])
        #expect(observer.events.filter { $0 == .heldBack(.milliseconds(500)) }.count == 2)
    }

    @Test func `lets background calls wait for what polls leave over`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.good])
        let client = try client(transport)
        _ = try await call(client)
        let reply: APIReply<ProbeResponse> = try await client.call("Probe", Probe(), priority: .background)
        #expect(reply.body.value == 7)
        #expect(clock.sleeps == [.milliseconds(112)])
        #expect(!observer.events.contains(.heldBack(.milliseconds(112))))
        _ = try await call(client)
        #expect(clock.sleeps.count == 1)
    }

    @Test func `sends nothing if waking up took until the deadline`() async throws {
        let clock = OversleepingClock()
        let transport = ScriptedTransport([ScriptedTransport.good])
        let configuration = APIClient.Configuration(
            service: APIService(name: "mps", version: "2019-06-12"), endpoint: try Endpoint(parsing: "a"), rateLimit: 1)
        let client = APIClient(
            configuration, credentials: RotatingCredentials([.success(Self.old)]), transport: transport, clock: clock,
            observer: observer)
        _ = try await call(client)
        let deadline = clock.now() + .milliseconds(1100)
        await #expect(throws: APIError.deadlineExceeded) { try await call(client, deadline: deadline) }
        #expect(transport.requests.count == 1)
    }

    @Test func `signs again by the server's clock, once, and stays with it`() async throws {
        let server = clock.now() + .seconds(600)
        let transport = ScriptedTransport([
            ScriptedTransport.error("AuthFailure.SignatureExpire", date: server), ScriptedTransport.good,
        ])
        let client = try client(transport)
        #expect(try await call(client).body.value == 7)
        #expect(clock.sleeps.isEmpty)
        _ = try await call(client)
        #expect(transport.requests.map { value("X-TC-Timestamp", $0) } == ["1767225600", "1767226200", "1767226200"])
        #expect(observer.events.contains(.skew(600.4995)))
        #expect(observer.events.filter { $0 == .retried("Probe") }.count == 1)
    }

    @Test func `finds back when its own clock is set right`() async throws {
        let wrong = clock.now() + .seconds(600)
        let transport = ScriptedTransport([
            ScriptedTransport.error("AuthFailure.SignatureExpire", date: wrong), ScriptedTransport.good,
            ScriptedTransport.error("AuthFailure.SignatureExpire", date: clock.now()), ScriptedTransport.good,
        ])
        let client = try client(transport)
        _ = try await call(client)
        _ = try await call(client)
        #expect(value("X-TC-Timestamp", transport.requests[3]) == "1767225600")
    }

    @Test func `does not sign again for ever`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.error("AuthFailure.SignatureExpire", date: clock.now())])
        let client = try client(transport)
        await #expect(throws: APIError.self) { try await call(client) }
        #expect(transport.requests.count == 2)
    }

    @Test func `tries once with a renewed credential`() async throws {
        let transport = ScriptedTransport([
            ScriptedTransport.error("AuthFailure.SecretIdNotFound"), ScriptedTransport.good,
        ])
        let client = try client(transport, credentials: [.success(Self.old), .success(Self.new)])
        #expect(try await call(client).body.value == 7)
        #expect(transport.requests.count == 2)
        #expect(value("Authorization", transport.requests[0])?.contains("AKIDOLD") == true)
        #expect(value("Authorization", transport.requests[1])?.contains("AKIDNEW") == true)
    }

    @Test func `does not try again with the same credential`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.error("AuthFailure.TokenFailure")])
        let client = try client(transport)
        await #expect(throws: APIError.service(code: "AuthFailure.TokenFailure", message: "no", requestID: "r-1")) {
            try await call(client)
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `sends nothing without a credential`() async throws {
        let transport = ScriptedTransport([ScriptedTransport.good])
        let client = try client(transport, credentials: [.failure(.blank(source: "KEY"))])
        await #expect(throws: APIError.credentials(.blank(source: "KEY"))) { try await call(client) }
        #expect(transport.requests.isEmpty)
    }

    @Test func `measures how long a call took and takes no part of a clock set back`() async throws {
        let transport = ScriptedTransport([
            { [clock] _ in
                clock.advance(by: .milliseconds(120))
                return .failure(.timeout(host: "h", port: 1, message: ""))
            },
            { [clock] _ in
                clock.advance(by: .seconds(-60))
                return .success(HTTPResponse(status: 200, body: Array(#"{"Response":{}}"#.utf8)))
            },
        ])
        _ = try await call(try client(transport))
        #expect(observer.events.contains(.finished("Probe", .milliseconds(120))))
        #expect(observer.events.contains(.failed("Probe", code: "timeout")))
        #expect(observer.events.last == .finished("Probe", .zero))
    }

    @Test(arguments: [
        Result<HTTPResponse, HTTPTransportError>.failure(.cancelled), .success(HTTPResponse(status: 500)),
    ])
    func `ends when its task is cancelled, in a call or after it`(
        answer: Result<HTTPResponse, HTTPTransportError>
    ) async throws {
        let started = AsyncStream<Void>.makeStream()
        let transport = ScriptedTransport([
            { _ in
                started.continuation.yield()
                // Ends with the task's cancellation alone.
                for await _ in AsyncStream<Void>.makeStream().stream {}
                return answer
            }
        ])
        let client = try client(transport)
        let task = Task { try await call(client) }
        for await _ in started.stream { break }
        task.cancel()
        await #expect(throws: APIError.cancelled) { try await task.value }
        #expect(transport.requests.count == 1)
    }

    @Test func `does not count a cancelled call as failed`() async throws {
        let client = try client(ScriptedTransport([ScriptedTransport.failure(.cancelled)]))
        await #expect(throws: APIError.cancelled) { try await call(client) }
        #expect(observer.events == [.sent("Probe"), .finished("Probe", .zero)])
    }
}
