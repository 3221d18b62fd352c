import MicroHTTP
import Testing

@Suite struct RequestBodyTests {
    private let echo = ClosureHandler { request in
        .now(PreparedResponse(status: 200, fields: [], body: request.body))
    }

    @Test func `collects a body with Content-Length and keeps the connection`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            for size in [0, 1, 10_000, 65_536] {
                let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: \(size)\r\n\r\n")
                try client.send(body)
                let response = try client.readResponse()
                #expect(response.status == 200)
                #expect(response.body == body)
            }
        }
    }

    @Test func `collects a chunked body`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
            try client.send("5\r\nhello\r\n1;x=y\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n")
            #expect(try client.readResponse().text == "hello 0123456789")
        }
    }

    @Test func `leaves form data in the body`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-www-form-urlencoded\r\n")
            try client.send("Content-Length: 7\r\n\r\na=1&b=2")
            #expect(try client.readResponse().text == "a=1&b=2")
        }
    }

    @Test(arguments: [1001, 100_000])
    func `answers 413 to a body that is too long and keeps the connection`(size: Int) async throws {
        try await withServer(echo, configure: { $0.maxBodyBytes = 1000 }) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: \(size)\r\n\r\n")
            try client.send([UInt8](repeating: 120, count: size))
            let response = try client.readResponse()
            #expect(response.status == 413)
            #expect(response.text == "request body too large: at most 1000 bytes are allowed\n")
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n")
            try client.send([UInt8](repeating: 121, count: 1000))
            #expect(try client.readResponse().body.count == 1000)
        }
    }

    @Test func `answers 413 before a huge body is sent`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send(
                "POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n")
            #expect(try client.readResponse().status == 413)
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `cuts off a chunked body without end`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 120, count: 65_536) + Array("\r\n".utf8)
            #expect(throws: RawClient.Failure.self) {
                for _ in 1...1000 {
                    try client.send(chunk)
                }
            }
        }
    }

    @Test func `grants 100-continue`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try client.readResponse().status == 100)
            try client.send("ok")
            #expect(try client.readResponse().text == "ok")
        }
    }

    @Test func `takes a body with GET`() async throws {
        try await withServer(echo) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\nok")
            #expect(try client.readResponse().text == "ok")
        }
    }
}
