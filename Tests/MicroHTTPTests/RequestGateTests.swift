import MicroHTTP
import Testing

@Suite struct RequestGateTests {
    /// A gate made of a closure.
    private struct ClosureGate: RequestGate {
        let closure: @Sendable (borrowing ServerRequest) -> Admission

        func admit(_ request: borrowing ServerRequest) -> Admission {
            closure(request)
        }
    }

    private let handler = ClosureHandler { request in
        let text = "\(request.method) \(request.path) \(request.body.count)"
        return request.path.hasPrefix("/later") ? .later { .text(text) } : .now(.text(text))
    }

    @Test func `decides before the handler, at once or later`() async throws {
        let gate = ClosureGate { request in
            switch request.field("Decision") {
            case "refuse": .now(.refused(.text("no", status: 403)))
            case "refuse later": .later { .refused(.text("no, later", status: 403)) }
            case "admit later": .later { .admitted(fields: []) }
            default: .now(.admitted(fields: []))
            }
        }
        try await withServer(handler, configure: { $0.gate = gate }) { server in
            let client = try server.connect()
            for path in ["/", "/later"] {
                for (decision, answer) in [
                    ("refuse", "no"), ("admit", "POST \(path) 3"), ("refuse later", "no, later"),
                    ("admit later", "POST \(path) 3"),
                ] {
                    let head = "POST \(path) HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nDecision: \(decision)"
                    #expect(try client.ask("\(head)\r\n\r\nabc").text == answer)
                }
            }
        }
    }

    @Test func `adds fields that the response does not have`() async throws {
        let gate = ClosureGate { _ in
            .now(.admitted(fields: [("X-New", "1"), ("CONTENT-TYPE", "other")]))
        }
        try await withServer(handler, configure: { $0.gate = gate }) { server in
            let client = try server.connect()
            for path in ["/", "/later", "/"] {
                let response = try client.ask("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(response.fields["x-new"] == "1")
                #expect(response.fields["content-type"] == "text/plain; charset=utf-8")
                #expect(response.text == "GET \(path) 0")
            }
        }
    }

    @Test func `a decision that takes time holds nobody else up`() async throws {
        let door = Gate()
        let gate = ClosureGate { request in
            guard request.path == "/slow" else { return .now(.admitted(fields: [])) }
            return .later {
                await door.wait()
                return .admitted(fields: [])
            }
        }
        try await withServer(handler, configure: { $0.gate = gate }) { server in
            let (slow, fast) = (try server.connect(), try server.connect())
            try slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
            for _ in 1...10 {
                #expect(try fast.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == 200)
            }
            door.open()
            #expect(try slow.readResponse().text == "GET /slow 0")
        }
    }
}
