import ChildPrograms
import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct TLSTests {
    private func tlsMessage(_ url: String, trusting bundle: String?) async throws -> String? {
        var configuration = CurlTransport.Configuration.patient
        configuration.caBundle = bundle
        return try await CurlTransport.run(configuration) { transport in
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(url) }
            guard case .tls(let message) = error else {
                Issue.record("gave \(String(describing: error))")
                return nil
            }
            return message
        }
    }

    @Test func `a certificate that nobody vouches for is refused`() async throws {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            try await Peer.run(certificate.peerArguments) { peer in
                let message = try await tlsMessage(peer.url("/echo"), trusting: nil)
                #expect(message?.contains("GET to 127.0.0.1:\(peer.port): SSL certificate problem") == true)
            }
        }
    }

    @Test func `a certificate of the bundle is trusted, and its connection kept and retried like any other`()
        async throws
    {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            var configuration = CurlTransport.Configuration.patient
            configuration.caBundle = certificate.certificatePath
            try await Peer.run(certificate.peerArguments) { peer in
                try await CurlTransport.run(configuration) { transport in
                    try await transport.expect(peer.url("/once"), answers: "1")
                    try await transport.expect(peer.url("/once"), answers: "2")
                    for _ in 0..<3 {
                        try await transport.expect(peer.url("/connection"), answers: "2")
                    }
                }
            }
        }
    }

    @Test func `a trusted certificate for another host is refused`() async throws {
        try await Certificate.run(for: "DNS:other.example,IP:127.0.0.2") { certificate in
            try await Peer.run(certificate.peerArguments) { peer in
                let message = try await tlsMessage(peer.url("/echo"), trusting: certificate.certificatePath)
                #expect(message?.contains("127.0.0.1") == true)
            }
        }
    }

    @Test func `any certificate for any host will do where nothing is verified`() async throws {
        try await Certificate.run(for: "DNS:other.example") { certificate in
            var configuration = CurlTransport.Configuration.patient
            configuration.verifiesServer = false
            try await Peer.run(certificate.peerArguments) { peer in
                try await CurlTransport.run(configuration) { transport in
                    let status = try await transport.get(peer.url("/echo")).status
                    #expect(status == 200)
                }
            }
        }
    }

    @Test func `a client certificate is shown to a server that asks for one`() async throws {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            var configuration = CurlTransport.Configuration.patient
            configuration.caBundle = certificate.certificatePath
            try await Peer.run(certificate.peerArguments + ["--asks-for-certificate"]) { peer in
                try await CurlTransport.run(configuration) { transport in
                    _ = await #expect(throws: HTTPTransportError.self) { try await transport.get(peer.url("/echo")) }
                }
                configuration.clientCertificate = (certificate.certificatePath, certificate.keyPath)
                try await CurlTransport.run(configuration) { transport in
                    let status = try await transport.get(peer.url("/echo")).status
                    #expect(status == 200)
                }
            }
        }
    }

    @Test func `a client certificate that cannot be read is an error of TLS`() async throws {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            var configuration = CurlTransport.Configuration.patient
            configuration.clientCertificate = (certificate.certificatePath, "/nowhere/key.pem")
            let told = "cannot read the client key in /nowhere/key.pem: No such file or directory; expected a PEM file"
            #expect(throws: HTTPTransportError.tls(told)) { try CurlTransport(configuration) }
        }
    }

    @Test func `a server that speaks at most TLS 1.1 is refused`() async throws {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            try await Peer.run(certificate.peerArguments + ["--only-tls-1-1"]) { peer in
                // The peer does speak TLS 1.1 to whoever accepts it.
                let openssl = try ChildProcess([
                    "openssl", "s_client", "-connect", "127.0.0.1:\(peer.port)", "-tls1_1", "-cipher",
                    "ALL:@SECLEVEL=0",
                    "-CAfile", certificate.certificatePath, "-verify_return_error",
                ])
                #expect(await openssl.status() == 0)
                _ = try await tlsMessage(peer.url("/echo"), trusting: certificate.certificatePath)
            }
        }
    }

    @Test func `a bundle without a certificate is an error of TLS`() async throws {
        try await Certificate.run(for: "IP:127.0.0.1") { certificate in
            try await Peer.run(certificate.peerArguments) { peer in
                let message = try await tlsMessage(peer.url("/echo"), trusting: certificate.keyPath)
                #expect(message?.contains(certificate.keyPath) == true)
            }
        }
    }

    @Test func `TLS 1.2 and 1.3 are offered and nothing below, and plain text is no answer`() async throws {
        try await Peer.run { peer in
            let message = try await tlsMessage("https://127.0.0.1:\(peer.port)/", trusting: nil)
            #expect(message?.contains("wrong version number") == true)
            try await CurlTransport.run { transport in
                for (version, count) in [("0304", "1"), ("0303", "1"), ("0302", "0"), ("0301", "0"), ("0300", "0")] {
                    try await transport.expect(peer.url("/count?of=offered-\(version)"), answers: count)
                }
            }
        }
    }
}
