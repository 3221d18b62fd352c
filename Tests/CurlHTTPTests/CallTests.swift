import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct CallTests {
    @Test(arguments: [0, 1, 255, 256, 70_000, 3_000_000])
    func `a body arrives byte for byte in both directions`(count: Int) async throws {
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) }
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let request = HTTPRequest(method: .post, url: peer.url("/echo"), body: body)
            let response = try await transport.send(request)
            #expect(response.status == 200)
            #expect(response.body == body)
        }
    }

    @Test func `header values come as they were, without the blanks around them`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/echo"))
            #expect(response.value(of: "x-TWICE") == "first")
            #expect(response.fields.filter { $0.name == "X-Twice" }.map(\.value) == ["first", "second"])
            #expect(response.value(of: "X-Lower") == "padded")
            #expect(response.value(of: "X-Empty") == "")
            #expect(response.value(of: "X-Missing") == nil)
        }
    }

    @Test func `header fields go out as given`() async throws {
        let fields = [
            HTTPField(name: "X-TC-Action", value: "DescribeTasks"), HTTPField(name: "X-Empty", value: ""),
            HTTPField(name: "X-Blank", value: " \t "), HTTPField(name: "X-Ünicode".filter(\.isASCII), value: "ü: 任务"),
            HTTPField(name: "Content-Type", value: "application/json"), HTTPField(name: "Host", value: "mps.example"),
        ]
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let request = HTTPRequest(method: .post, url: peer.url("/request?a=b"), fields: fields, body: [1])
            let lines = try await headerLines(transport.send(request))
            #expect(lines.first == "POST /request?a=b HTTP/1.1")
            for line in [
                "X-TC-Action: DescribeTasks", "X-Empty:", "X-Blank:", "X-nicode: ü: 任务",
                "Content-Type: application/json", "Host: mps.example", "Content-Length: 1",
                "User-Agent: mps-exporter", "Accept-Encoding: gzip",
            ] {
                #expect(lines.contains(line))
            }
        }
    }

    @Test func `nothing is claimed that the caller did not say`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let body = [UInt8](repeating: 0, count: 2_000_000)
            let request = HTTPRequest(method: .post, url: peer.url("/request"), body: body)
            let lines = try await headerLines(transport.send(request)).map { $0.lowercased() }
            #expect(lines.contains("content-length: 2000000"))
            #expect(!lines.contains { $0.hasPrefix("expect:") || $0.hasPrefix("content-type:") })
        }
    }

    @Test(arguments: [204, 301, 400, 404, 429, 500, 503])
    func `any status is an answer`(status: Int) async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/status?code=\(status)"))
            #expect(response.status == status)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/redirect"))
            #expect(response.status == 302)
            #expect(response.value(of: "location") == "/echo?tag=followed")
            try await transport.expect(peer.url("/count?of=followed"), answers: "0")
        }
    }

    @Test func `the final response counts, with folded lines joined`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/interim"))
            #expect(response.status == 200)
            #expect(
                response.fields == [
                    HTTPField(name: "Content-Length", value: "5"), HTTPField(name: "X-Folded", value: "one two"),
                    HTTPField(name: "X-Last", value: "yes"),
                ])
            #expect(response.body == Array("final".utf8))
        }
    }

    @Test func `trailers are no header fields`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            let response = try await transport.get(peer.url("/chunks?count=100000"))
            #expect(response.body.count == 100_000)
            #expect(response.fields == [HTTPField(name: "Transfer-Encoding", value: "chunked")])
        }
    }

    private func headerLines(_ response: HTTPResponse) -> [String] {
        String(decoding: response.body, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }
}
