import MicroHTTP
import Testing

@Suite struct ServerRequestTests {
    /// What the handler read from a request, as text.
    private func seen(_ request: String, _ read: @escaping @Sendable (borrowing ServerRequest) -> String) async throws
        -> String
    {
        try await withServer(ClosureHandler { .now(.text(read($0))) }) { server in
            let client = try server.connect()
            try client.send(request)
            return try client.readResponse().text
        }
    }

    @Test(arguments: [
        ("/metrics", "/metrics"),
        ("/", "/"),
        ("/a%20b%2Fc%2fd", "/a b/c/d"),
        ("/%e4%bd%a0", "/你"),
        ("/metrics?a=b", "/metrics"),
        ("/a+b", "/a+b"),
        ("/%", "/%"),
        ("/%4", "/%4"),
        ("/%zz%4x%25", "/%zz%4x%"),
        ("/%ff%fe", "/\u{FFFD}\u{FFFD}"),
        ("/a%00b", "/a\0b"),
        ("//metrics", "//metrics"),
        ("http://exporter:10862/metrics?x", "/metrics"), ("HTTP://exporter/metrics", "/metrics"),
        ("https://exporter/", "/"),
        ("http://exporter", ""),
        ("*", "*"),
    ])
    func `decodes the path`(target: String, path: String) async throws {
        #expect(try await seen("GET \(target) HTTP/1.1\r\nHost: test\r\n\r\n") { $0.path } == path)
    }

    @Test(arguments: [
        "/metrics", "/metrics?a", "/metric%73", "http://x/metrics", "/", "/metrics/", "/Metrics", "//", "*",
    ])
    func `compares the path as it decodes it`(target: String) async throws {
        let text = try await seen("GET \(target) HTTP/1.1\r\nHost: test\r\n\r\n") { request in
            let path = request.path
            return ["/metrics", "/", "", "/metrics/", "//", "*", path].map { path in
                "\(request.isPath(path) == (request.path == path))"
            }.joined(separator: ",")
        }
        #expect(text == "true,true,true,true,true,true,true")
    }

    @Test func `compares methods and fields without copies`() async throws {
        let text = try await seen("GET / HTTP/1.1\r\nHost: test\r\nAccept: text/plain \r\nEmpty:\r\n\r\n") { request in
            let answers = [
                request.isMethod("GET"), request.isMethod("get"), request.isMethod("GE"), request.isMethod(""),
                request.combinedField("accept", equals: "text/plain"),
                request.combinedField("accept", equals: "text/plain "), request.combinedField("accept", equals: nil),
                request.combinedField("missing", equals: nil), request.combinedField("missing", equals: ""),
                request.combinedField("empty", equals: ""),
            ]
            return answers.map { $0 ? "1" : "0" }.joined()
        }
        #expect(text == "1000100101")
    }

    @Test func `decodes the query in its order`() async throws {
        let request =
            "GET /?name%5B%5D=a%26b&flag&empty=&sum=1+2%2B3&name%5B%5D=%ff&%zz=%4 HTTP/1.1\r\nHost: test\r\n\r\n"
        let text = try await seen(request) { request in
            request.query.map { "\($0.name)=\($0.value ?? "nil")" }.joined(separator: ";")
        }
        #expect(text == "name[]=a&b;flag=nil;empty=;sum=1 2+3;name[]=\u{FFFD};%zz=%4")
    }

    @Test(arguments: [
        ("", []), ("?", []), ("?&&", []), ("?=", ["="]), ("?=a", ["=a"]), ("?a=b=c", ["a=b=c"]), ("?a?b=/", ["a?b=/"]),
        ("?+=+", [" = "]), ("?a&a=&&a=1", ["a", "a=", "a=1"]), ("?%26=%3D%2B", ["&==+"]), ("?a;b", ["a;b"]),
    ])
    func `knows a query in every form`(query: String, arguments: [String]) async throws {
        let text = try await seen("GET /path\(query) HTTP/1.1\r\nHost: test\r\n\r\n") { request in
            let seen = request.query.map { argument in argument.value.map { "\(argument.name)=\($0)" } ?? argument.name
            }
            return "\(request.path) \(seen == arguments)"
        }
        #expect(text == "/path true")
    }

    @Test(arguments: ["a&", "name[]=\(String(repeating: "m", count: 68))&", "&", "=&"])
    func `answers whatever a query holds that the header has room for`(argument: String) async throws {
        let query = String(repeating: argument, count: 7_000 / argument.utf8.count)
        let text = try await seen("GET /?\(query) HTTP/1.1\r\nHost: test\r\n\r\n") { "\($0.query.count)" }
        #expect(text == "\(argument == "&" ? 0 : 7_000 / argument.utf8.count)")
    }

    @Test func `finds fields in any case and the first of doubled ones`() async throws {
        let request = "GET / HTTP/1.1\r\nHost: test\r\nACCEPT:  text/plain \r\naccept: b\r\nX-Empty:\r\n\r\n"
        let text = try await seen(request) { request in
            ["Accept", "host", "x-empty", "missing", ""].map { request.field($0) ?? "nil" }.joined(separator: ";")
        }
        #expect(text == "text/plain;test;;nil;nil")
    }

    @Test(arguments: [
        ("Accept: text/plain \r\n", "text/plain"), ("Accept: a\r\naccept:b \r\nACCEPT: c, d\r\n", "a, b, c, d"),
        ("Accept:\r\n", ""), ("Accept:\r\nAccept: a\r\n", ", a"), ("Accept-Encoding: gzip\r\nAccep: a\r\n", "nil"),
    ])
    func `takes several fields of one name as one list`(fields: String, list: String) async throws {
        let text = try await seen("GET / HTTP/1.1\r\nHost: test\r\n\(fields)\r\n") { request in
            let combined = request.combinedField("accept")
            let answers = [combined, nil, "a", "", "text/plain"].map { expected in
                request.combinedField("Accept", equals: expected) == (combined == expected)
            }
            return "\(combined ?? "nil") \(answers.allSatisfy { $0 })"
        }
        #expect(text == "\(list) true")
    }

    @Test func `lists all fields`() async throws {
        let text = try await seen("GET / HTTP/1.1\r\nHost: test\r\nA: 1\r\nA: 2\r\n\r\n") { request in
            request.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
        }
        #expect(text == "Host=test;A=1;A=2")
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "G", "get"])
    func `passes every method to the handler`(method: String) async throws {
        #expect(try await seen("\(method) / HTTP/1.1\r\nHost: test\r\n\r\n") { $0.method } == method)
    }

    @Test func `knows the address of the client`() async throws {
        #expect(try await seen("GET / HTTP/1.1\r\nHost: test\r\n\r\n") { $0.remoteAddress } == "127.0.0.1")
    }

    @Test func `lets the handler refuse paths and methods`() async throws {
        let handler = ClosureHandler { request in
            guard request.path == "/metrics" else { return .now(.text("not found\n", status: 404)) }
            guard request.method == "GET" else {
                return .now(PreparedResponse(status: 405, fields: [("Allow", "GET, HEAD")], body: []))
            }
            return .now(.text("ok"))
        }
        try await withServer(handler) { server in
            let client = try server.connect()
            try client.send("GET /other HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().status == 404)
            try client.send("DELETE /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
            let refused = try client.readResponse()
            #expect(refused.status == 405)
            #expect(refused.fields["allow"] == "GET, HEAD")
            #expect(refused.fields["content-length"] == "0")
            try client.send("GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().text == "ok")
        }
    }
}
