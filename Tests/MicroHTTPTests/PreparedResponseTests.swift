import MicroHTTP
import Synchronization
import Testing

@Suite struct PreparedResponseTests {
    @Test func `sends status, fields and body as they were given`() async throws {
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let fields = [("Content-Type", "application/octet-stream"), ("Vary", "Accept, Accept-Encoding"), ("X-A", "1")]
        let response = PreparedResponse(status: 203, fields: fields, body: body)
        try await withServer(ClosureHandler { _ in .now(response) }) { server in
            let answer = try server.connect().ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(answer.status == 203)
            #expect(answer.body == body)
            #expect(answer.fields["content-type"] == "application/octet-stream")
            #expect(answer.fields["vary"] == "Accept, Accept-Encoding")
            #expect(answer.fields["x-a"] == "1")
            #expect(answer.fields["date"] != nil)
        }
    }

    @Test func `is shared by many connections and threads while others replace it`() async throws {
        let current = Mutex(PreparedResponse.text("0"))
        let handler = ClosureHandler { _ in .now(current.withLock { $0 }) }
        try await withServer(handler, configure: { $0.threads = 2 }) { server in
            let clients = try (0..<16).map { _ in try server.connect() }
            for round in 0..<100 {
                current.withLock { $0 = .text(String(repeating: "\(round % 10)", count: 20_000)) }
                for client in clients {
                    try client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                }
                current.withLock { $0 = .text("other") }
                for client in clients {
                    let text = try client.readResponse().text
                    #expect(text == "other" || text == String(repeating: "\(round % 10)", count: 20_000))
                }
            }
        }
    }

    @Test func `lets the caller set the date`() async throws {
        let date = "Thu, 01 Jan 1970 00:00:00 GMT"
        let response = PreparedResponse(status: 200, fields: [("Date", date)], body: [])
        try await withServer(ClosureHandler { _ in .now(response) }) { (server) throws in
            #expect(try server.connect().ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").fields["date"] == date)
        }
    }

    @Test(arguments: [204, 304])
    func `has no body where none is allowed`(status: Int) async throws {
        let response = PreparedResponse(status: status, fields: [], body: Array("body".utf8))
        try await withServer(ClosureHandler { _ in .now(response) }) { server in
            let client = try server.connect()
            #expect(try client.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == status)
            #expect(try client.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == status)
        }
    }

    @Test(arguments: [
        ("X-Frame-Options", "deny", true), ("a", "b\tc", true), ("x!#$%&'*+-.^_`|~", "ü", true), ("", "b", false),
        ("a b", "c", false), ("a:", "c", false), ("ä", "c", false), ("a", "", false), ("a", "b\r\nc: d", false),
        ("a", "b\0", false), ("a\n", "b", false), ("Content-Length", "3", false),
        ("transfer-encoding", "chunked", false),
    ])
    func `knows which fields can be sent`(name: String, value: String, isValid: Bool) {
        #expect(PreparedResponse.isValid(name: name, value: value) == isValid)
    }

    @Test func `does not take an invalid field`() async {
        await #expect(processExitsWith: .failure) {
            _ = PreparedResponse(status: 200, fields: [("a", "b\r\nSet-Cookie: c")], body: [])
        }
    }

    @Test func `does not take an interim status`() async {
        await #expect(processExitsWith: .failure) {
            _ = PreparedResponse(status: 100, fields: [], body: [])
        }
    }
}
