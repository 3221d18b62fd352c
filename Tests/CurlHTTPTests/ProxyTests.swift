import CurlHTTP
import Foundation
import Testing

/// The variables belong to the whole process, so each of these runs in a process of its own.
@Suite(.timeLimit(.minutes(4)))
struct ProxyTests {
    @Test func `http goes through http_proxy`() async {
        await #expect(processExitsWith: .success) {
            try await Peer.run { proxy in
                unsafe setenv("http_proxy", proxy.url(""), 1)
                try await CurlTransport.run { transport in
                    let head = try await transport.text("http://mps.invalid/request?a=b")
                    #expect(head.hasPrefix("GET http://mps.invalid/request?a=b HTTP/1.1\r\nHost: mps.invalid\r\n"))
                }
            }
        }
    }

    @Test func `https goes through a tunnel of https_proxy, verified to its end`() async {
        await #expect(processExitsWith: .success) {
            try await Certificate.run(for: "DNS:localhost") { certificate in
                try await Peer.run(certificate.peerArguments) { server in
                    try await Peer.run { proxy in
                        unsafe setenv("https_proxy", proxy.url(""), 1)
                        let url = "https://localhost:\(server.port)/echo"
                        try await CurlTransport.run { transport in
                            let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(url) }
                            #expect(error?.description.contains("certificate") == true)
                        }
                        var configuration = CurlTransport.Configuration.patient
                        configuration.caBundle = certificate.certificatePath
                        try await CurlTransport.run(configuration) { transport in
                            let response = try await transport.get(url)
                            #expect(response.status == 200)
                            #expect(response.value(of: "X-Twice") == "first")
                            #expect(response.value(of: "X-Proxy") == nil)
                            try await transport.expect(proxy.url("/count?of=CONNECT"), answers: "2")
                        }
                    }
                }
            }
        }
    }

    @Test func `no proxy is used where the configuration says so`() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "all_proxy"] { unsafe setenv(name, "http://127.0.0.1:1", 1) }
            var configuration = CurlTransport.Configuration.patient
            configuration.usesProxies = false
            try await Peer.run { peer in
                // The tests' own no_proxy does not name this host.
                let url = "http://localhost:\(peer.port)/echo"
                try await CurlTransport.run { transport in
                    _ = await #expect(throws: HTTPTransportError.self) { try await transport.get(url) }
                }
                try await CurlTransport.run(configuration) { transport in
                    let status = try await transport.get(url).status
                    #expect(status == 200)
                }
            }
        }
    }

    @Test func `a proxy that cannot be used is an error without its password`() async {
        await #expect(processExitsWith: .success) {
            for proxy in [
                "nonsense://user:hunter2@127.0.0.1:1", "http://user:hunter2@127.0.0.1:1", "http://u:hunter2@:x",
            ] {
                unsafe setenv("http_proxy", proxy, 1)
                try await CurlTransport.run { transport in
                    let error = await #expect(throws: HTTPTransportError.self) {
                        try await transport.get("http://mps.invalid/")
                    }
                    #expect(error?.description.contains("mps.invalid") == true)
                    #expect(error?.description.contains("hunter2") == false)
                }
            }
        }
    }
}
