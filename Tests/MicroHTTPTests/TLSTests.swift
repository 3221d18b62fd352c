import MicroHTTP
import Synchronization
import Testing

@Suite struct TLSTests {
    /// Gives what it holds at the moment.
    private final class ChangingSource: TLSContextSource {
        private let current: Mutex<TLSContext?>

        init(_ context: TLSContext?) {
            current = Mutex(context)
        }

        func context() -> TLSContext? {
            current.withLock { $0 }
        }

        func change(to context: TLSContext?) {
            current.withLock { $0 = context }
        }
    }

    private let handler = ClosureHandler { request in
        request.path == "/later" ? .later { .text("later") } : .now(.text(String(repeating: "x", count: 300_000)))
    }

    private func context(name: String) throws -> TLSContext {
        let made = try TestCertificate(name: name)
        return try TLSContext(TLSSettings(certificate: made.certificate, key: made.key))
    }

    @Test func `serves over TLS, now and later, over one connection`() async throws {
        let source = ChangingSource(try context(name: "one"))
        try await withServer(handler, configure: { $0.tls = source }) { (server) throws in
            let base = "https://\(server.host):\(server.port)"
            let write = ["-sSk", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{num_connects}\n"]
            let outcome = try Peer.run(
                "curl", write + ["\(base)/", "-o", "/dev/null", "\(base)/later", "-o", "/dev/null", "\(base)/"])
            #expect(outcome.text == "200 300000 1\n200 5 0\n200 300000 0\n")
        }
    }

    @Test func `each connection has the context of its beginning`() async throws {
        let source = ChangingSource(try context(name: "one"))
        let second = try context(name: "two")
        try await withServer(handler, configure: { $0.tls = source }) { (server) throws in
            func subject() throws -> String {
                let outcome = try Peer.run(
                    "sh",
                    [
                        "-c",
                        "openssl s_client -connect \(server.host):\(server.port) </dev/null 2>/dev/null | grep -m1 subject=",
                    ])
                return outcome.text
            }
            #expect(try subject().contains("CN = one"))
            source.change(to: second)
            #expect(try subject().contains("CN = two"))
            source.change(to: nil)
            #expect(try subject() == "")
            source.change(to: second)
            #expect(try subject().contains("CN = two"))
        }
    }

    @Test func `what is no TLS gets nothing and disturbs nobody`() async throws {
        let source = ChangingSource(try context(name: "one"))
        try await withServer(handler, configure: { $0.tls = source }) { (server) throws in
            let silent = try server.connect()
            for text in [
                "GET / HTTP/1.1\r\nHost: test\r\n\r\n", "\u{16}\u{3}\u{1}", String(repeating: "y", count: 70_000),
            ] {
                let client = try server.connect()
                try? client.send(text)
                client.finishSending()
                let answer = try client.readToEnd()
                #expect(!String(decoding: answer, as: UTF8.self).contains("HTTP"))
            }
            let url = "https://\(server.host):\(server.port)/later"
            #expect(try Peer.run("curl", ["-sSk", url]).text == "later")
            _ = silent
        }
    }

    @Test func `refuses a key of another certificate`() throws {
        let (one, two) = (try TestCertificate(name: "one"), try TestCertificate(name: "two"))
        #expect {
            try TLSContext(TLSSettings(certificate: one.certificate, key: two.key))
        } throws: { error in
            if case MicroHTTPError.unusableTLS(.certificate, _, _) = error { true } else { false }
        }
    }
}
