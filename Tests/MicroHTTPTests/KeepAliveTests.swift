import MicroHTTP
import Testing

@Suite struct KeepAliveTests {
    private let hello = ClosureHandler { _ in .now(.text("hello\n")) }

    @Test func `serves two requests over one connection`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            for _ in 1...2 {
                try client.send("GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
                let response = try client.readResponse()
                #expect(response.status == 200)
                #expect(response.text == "hello\n")
                #expect(response.fields["content-length"] == "6")
                #expect(response.fields["connection"] != "close")
            }
        }
    }

    @Test func `answers pipelined requests in their order`() async throws {
        let echo = ClosureHandler { .now(.text($0.path)) }
        try await withServer(echo) { server in
            let client = try server.connect()
            let paths = (1...50).map { "/\($0)" }
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: test\r\n\r\n" }.joined())
            for path in paths {
                #expect(try client.readResponse().text == path)
            }
        }
    }

    @Test func `closes when the client asks for it`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
            #expect(try client.readResponse().fields["connection"] == "close")
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `answers HTTP 1.0 and closes`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try client.readResponse().text == "hello\n")
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `answers HEAD with the length and without the body`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n")
            let response = try client.readResponse(toHead: true)
            #expect(response.status == 200)
            #expect(response.fields["content-length"] == "6")
            // Had a body followed, it would be read as the head of this response.
            try client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().text == "hello\n")
        }
    }

    @Test func `serves a request that comes byte by byte`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            for byte in "GET / HTTP/1.1\r\nHost: test\r\n\r\n".utf8 {
                try client.send([byte])
            }
            #expect(try client.readResponse().text == "hello\n")
        }
    }
}
