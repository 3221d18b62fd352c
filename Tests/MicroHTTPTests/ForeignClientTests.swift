import MicroHTTP
import Testing

@Suite struct ForeignClientTests {
    private let handler = ClosureHandler { request in
        switch request.method {
        case "POST": .now(PreparedResponse(status: 200, fields: [], body: request.body))
        default: .now(.text("\(request.method) \(request.path)\n"))
        }
    }

    @Test func `curl reuses the connection`() async throws {
        try await withServer(handler) { server in
            let base = "http://\(server.host):\(server.port)"
            let outcome = try Peer.run(
                "curl", ["-sS", "-w", "%{http_code} %{num_connects}\n", "\(base)/a", "\(base)/b"])
            #expect(outcome.text == "GET /a\n200 1\nGET /b\n200 0\n")
        }
    }

    @Test func `curl asks with HEAD`() async throws {
        try await withServer(handler) { server in
            let outcome = try Peer.run("curl", ["-sSI", "http://\(server.host):\(server.port)/"])
            #expect(outcome.text.contains("Content-Length: 7\r\n"))
        }
    }

    @Test func `curl uploads and reads the refusal of a large upload`() async throws {
        try await withServer(handler) { (server) throws in
            // Else it sends its 20 MB after a second without an answer, and may find the connection closed.
            let patience = ["--expect100-timeout", "60"]
            let write = patience + ["-sS", "-w", "%{http_code}", "-o", "/dev/null", "--data-binary", "@-"]
            let url = "http://\(server.host):\(server.port)/"
            for (size, status) in [
                (10, "200"), (65_536, "200"), (65_537, "413"), (1_000_000, "413"), (20_000_000, "413"),
            ] {
                let input = [UInt8](repeating: 120, count: size)
                #expect(try Peer.run("curl", write + [url], input: input).text == status, "\(size) bytes")
            }
        }
    }

    @Test func `Python's client sends a chunked body and keeps the connection`() async throws {
        let program = """
            import http.client, sys
            client = http.client.HTTPConnection(sys.argv[1], int(sys.argv[2]), timeout=60)
            for round in range(3):
                client.request("POST", "/", body=iter([b"one ", b"two"]), encode_chunked=True,
                               headers={"Transfer-Encoding": "chunked"})
                socket = client.sock
                print(client.getresponse().read().decode())
                assert client.sock is socket
            """
        try await withServer(handler) { server in
            let outcome = try Peer.run("python3", ["-c", program, server.host, String(server.port)])
            #expect(outcome.text == "one two\none two\none two\n")
        }
    }
}
