import MicroHTTP
import Synchronization
import Testing

@Suite struct LaterAnswerTests {
    @Test func `serves others while an answer is waited for`() async throws {
        let gate = Gate()
        let handler = ClosureHandler { request in
            guard request.path == "/slow" else { return .now(.text("fast")) }
            return .later {
                await gate.wait()
                return .text("slow")
            }
        }
        try await withServer(handler) { server in
            let (slow, fast) = (try server.connect(), try server.connect())
            try slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
            for _ in 1...10 {
                try fast.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(try fast.readResponse().text == "fast")
            }
            gate.open()
            #expect(try slow.readResponse().text == "slow")
        }
    }

    @Test func `keeps the connection and the order of pipelined requests`() async throws {
        let handler = ClosureHandler { request in
            let path = request.path
            return path.hasPrefix("/later") ? .later { .text(path) } : .now(.text(path))
        }
        try await withServer(handler) { server in
            let client = try server.connect()
            let paths = (1...100).map { $0.isMultiple(of: 3) ? "/now\($0)" : "/later\($0)" }
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: test\r\n\r\n" }.joined())
            for path in paths {
                #expect(try client.readResponse().text == path)
            }
        }
    }

    @Test func `gives the body to the closure`() async throws {
        let handler = ClosureHandler { request in
            let body = request.body
            return .later { PreparedResponse(status: 200, fields: [], body: body.reversed()) }
        }
        try await withServer(handler) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc")
            #expect(try client.readResponse().text == "cba")
            try client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse(toHead: true).status == 200)
        }
    }

    @Test func `survives clients that go while they wait`() async throws {
        let gate = Gate()
        let waiting = Signal()
        let handler = ClosureHandler { request in
            guard request.path == "/slow" else { return .now(.text("fast")) }
            return .later {
                waiting.send()
                await gate.wait()
                return .text(String(repeating: "x", count: 100_000))
            }
        }
        try await withServer(handler) { server in
            for _ in 1...20 {
                let client = try server.connect()
                try client.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(waiting.wait())
            }
            gate.open()
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().text == "fast")
        }
    }

    @Test func `serves many at once`() async throws {
        let handler = ClosureHandler { request in
            let path = request.path
            return .later {
                await Task.yield()
                return .text(path)
            }
        }
        try await withServer(handler, configure: { $0.threads = 2 }) { server in
            let clients = try (0..<50).map { _ in try server.connect() }
            for round in 0..<20 {
                for (index, client) in clients.enumerated() {
                    try client.send("GET /\(index)/\(round) HTTP/1.1\r\nHost: test\r\n\r\n")
                }
                for (index, client) in clients.enumerated() {
                    #expect(try client.readResponse().text == "/\(index)/\(round)")
                }
            }
        }
    }
}
