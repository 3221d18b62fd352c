import Foundation
import MicroHTTP
import Testing

@Suite struct MalformedRequestTests {
    private let hello = ClosureHandler { _ in .now(.text("hello\n")) }

    /// A machine that stalls can let the first connection time out before it has asked; a server that is dead or broken
    /// fails the second as well.
    private func isAlive(_ server: RunningServer) throws -> Bool {
        let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"
        let client = try server.connect()
        try? client.send(get)
        if try client.isClosedByServer() { return try server.connect().ask(get).text == "hello\n" }
        return try client.readResponse().text == "hello\n"
    }

    @Test(arguments: [(2000, 200), (4096, 200), (4097, 431), (6000, 431), (20_000, 431), (1_000_000, 431)])
    func `answers 431 to a header that is too large`(size: Int, status: Int) async throws {
        try await withServer(hello, configure: { $0.maxHeaderBytes = 4096 }) { server in
            let client = try server.connect()
            let (start, end) = ("GET / HTTP/1.1\r\nHost: test\r\nX-Filler: ", "\r\n\r\n")
            let filler = String(repeating: "x", count: size - start.utf8.count - end.utf8.count)
            try? client.send(start + filler + end)
            #expect(try client.readResponse().status == status)
        }
    }

    @Test(arguments: [(50, 200), (300, 431), (100_000, 431)])
    func `answers 431 to too many header fields`(count: Int, status: Int) async throws {
        try await withServer(hello, configure: { $0.maxHeaderBytes = 4096 }) { server in
            let client = try server.connect()
            try? client.send("GET / HTTP/1.1\r\nHost: test\r\n\(String(repeating: "a: b\r\n", count: count))\r\n")
            #expect(try client.readResponse().status == status)
        }
    }

    @Test(arguments: [
        "Content-Length : 5", "Transfer-Encoding\t: chunked", "Authorization : Basic YTpi", "Two words: x", "A : b",
    ])
    func `answers 400 to a blank in a field's name and closes`(field: String) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: test\r\n\(field)\r\n\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().status == 400)
            #expect(try client.isClosedByServer())
        }
    }

    @Test(arguments: [
        ("gzip, chunked", 400), (": chunked", 400), ("identity", 400), ("", 400),
        ("chunked\r\nTransfer-Encoding: gzip", 400), ("CHUNKED", 200), ("chunked\r\nTransfer-Encoding: chunked", 200),
    ])
    func `answers 400 to a body whose end cannot be known and closes`(coding: String, status: Int) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n")
            #expect(try client.readResponse().status == status)
            if status == 400 { #expect(try client.isClosedByServer()) }
        }
    }

    @Test(arguments: [
        ("Host: test\r\nContent-Length: 3\r\nContent-Length: 0", "several fields Content-Length"),
        ("Host: test\r\ncontent-length: 3\r\nCONTENT-LENGTH: 3", "several fields Content-Length"),
        ("Host: test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked", "Content-Length beside a Transfer-Encoding"),
        ("Host: test\r\nTransfer-Encoding: chunked\r\nContent-Length: 3", "Content-Length beside a Transfer-Encoding"),
        ("Host: test\r\nhost: test", "several fields Host"), ("Accept: */*", "must have a field Host"),
        ("Host: test\r\nContent-Length:\r\n 31", "nor go over several lines"),
        ("Host: test\r\nContent-Length: 31\r\n 6", "nor go over several lines"),
        ("Host: test\r\nX: a\r\n\tb\r\nContent-Length: 0", "nor go over several lines"),
        ("Content-Length: 0\r\nHost: test\r\n more", "nor go over several lines"),
        ("Host: test\r\nContent-Length: 0\031", "must not have zero bytes"),
        ("Content-Length: 0\031\r\nHost: test", "must not have zero bytes"),
        ("Host: test\r\nX: a\0", "must not have zero bytes"), ("Host: test\r\nX:\0", "must not have zero bytes"),
        ("Host: test\r\nX: a\rContent-Length: 31", "control characters"),
        ("Host: test\r\nX\u{1}: a", "control characters"), ("Host: test\r\nX: \u{7F}", "control characters"),
    ])
    func `answers 400 to fields that let two readers see two requests, says why and closes`(
        fields: String, reason: String
    ) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            let another = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"
            try client.send("POST / HTTP/1.1\r\n\(fields)\r\n\r\n\(another)")
            let response = try client.readResponse()
            #expect(response.status == 400)
            #expect(response.fields["x-content-type-options"] == "nosniff")
            #expect(response.text.contains(reason))
            #expect(try client.isClosedByServer())
        }
    }

    @Test(arguments: [("1.0", 400), ("1.1", 200)])
    func `answers 400 to a coding in a request of HTTP/1.0 and closes`(version: String, status: Int) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            let fields = "Host: test\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked"
            try client.send("POST / HTTP/\(version)\r\n\(fields)\r\n\r\n0\r\n\r\n")
            let response = try client.readResponse()
            #expect(response.status == status)
            if status == 400 {
                #expect(response.text.contains("must not be in an HTTP/1.0 request"))
                #expect(try client.isClosedByServer())
            }
        }
    }

    @Test(arguments: [
        "Host: test\r\nX:", "Host: test\r\nX: \t ", "X:a\r\nHost: test", "Host: test \t", "Host:\ttest\r\nX: a\tb c",
        "Host: test\r\nX: \u{E4}\u{20AC}", "Host: test\nX: a\nY:\nZ: c", "Host: test\r\nCookie: a=b; c=d\r\nX: a",
    ])
    func `takes fields that are empty, with blanks, in other alphabets, or with lines that end in LF alone`(
        fields: String
    ) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            for end in ["\r\n\r\n", "\n\n"] {
                try client.send("GET / HTTP/1.1\r\n\(fields)\(end)")
                #expect(try client.readResponse().status == 200)
            }
        }
    }

    @Test(arguments: ["", "Host: test\r\n", "Host:\r\n"])
    func `an HTTP/1.0 request needs no host, and one of HTTP/1.1 may have an empty one`(host: String) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/\(host == "Host:\r\n" ? "1.1" : "1.0")\r\n\(host)\r\n")
            #expect(try client.readResponse().status == 200)
        }
    }

    /// To the library "HEAD" with zero bytes behind it is another method, whose answer has a body; a target would be read to
    /// the zero byte.
    @Test(arguments: [
        ("HEAD\0 /", 400), ("HEAD\0\0\0 /", 400), ("GET\0x /", 400), ("GET  /", 200), ("BREW /", 200),
        ("GET /\0", 400), ("GET /a\0x", 400), ("GET /a\0?b", 400), ("GET /a?b\0c", 400), ("GET /a?\0", 400),
        ("GET /a?", 200), ("GET /a?b=c&d", 200), ("GET /a%00?b%00", 200),
    ])
    func `answers 400 to a zero byte in the request's line and closes`(line: String, status: Int) async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("\(line) HTTP/1.1\r\nHost: test\r\n\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().status == status)
            if status == 400 { #expect(try client.isClosedByServer()) }
        }
    }

    /// The head that comes twice is the library's (0.9.75), which lets nobody look before it does.
    @Test(arguments: [("+2", 400), ("x", 400), ("2, 2", 400), ("-0", 400), ("", 400), ("99999999999999999999999", 413)])
    func `refuses a length that is no number and closes, with the head twice`(length: String, status: Int) async throws
    {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n\r\nGET / HTTP/1.1\r\n\r\n")
            let text = String(decoding: try client.readToEnd(), as: UTF8.self)
            let heads = text.components(separatedBy: "HTTP/1.1 \(status) ")
            #expect(heads.count == 3 && heads[2].hasPrefix(heads[1]) && heads[2].hasSuffix("</html>"), "\(text)")
        }
    }

    @Test func `answers 414 to a request line that is too long`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try? client.send("GET /\(String(repeating: "x", count: 100_000)) HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try client.readResponse().status == 414)
            #expect(try client.isClosedByServer())
        }
    }

    @Test(arguments: [
        "\r\n\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", " \r\n",
        "\0\0\0\0",
        "GET /\0 HTTP/1.1\r\nHost: \0\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: empty\r\n\r\n",
        "GET / HTTP/1.1\r\n folded\r\n\r\n", "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: abc\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\nbytes",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /?&&&=&==%&%%=%0 HTTP/1.1\r\nHost: t\r\n\r\n", "GET ? HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http:// HTTP/1.1\r\nHost: t\r\n\r\n", "GET / HTTP/1.1\nHost: t\n\n",
    ])
    func `survives nonsense`(bytes: String) async throws {
        try await withServer(hello, configure: { $0.idleTimeout = .seconds(1) }) { server in
            let client = try server.connect()
            try client.send(bytes)
            client.finishSending()
            _ = try client.readToEnd()
            #expect(try isAlive(server))
        }
    }

    @Test func `survives random bytes`() async throws {
        let reader = ClosureHandler { request in
            let size = request.path.count + request.query.count + request.fields.count + request.body.count
            return .now(size < 0 ? .text("", status: 500) : .text("hello\n"))
        }
        try await withServer(reader, configure: { $0.idleTimeout = .seconds(1) }) { server in
            var state: UInt64 = 0x9E37_79B9_7F4A_7C15
            func next() -> UInt64 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state >> 33
            }
            let seeds = [
                "GET /metrics?a=b%20c HTTP/1.1\r\nHost: t\r\nAccept: */*\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello",
            ].map { Array($0.utf8) }
            for _ in 1...500 {
                var bytes = seeds[Int(next() % 3)]
                for _ in 0..<(1 + next() % 8) {
                    bytes[Int(next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: next())
                }
                let client = try server.connect()
                try? client.send(bytes)
                client.finishSending()
                _ = try client.readToEnd()
            }
            #expect(try isAlive(server))
        }
    }
}
