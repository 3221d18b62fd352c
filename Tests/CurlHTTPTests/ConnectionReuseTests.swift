import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct ConnectionReuseTests {
    @Test func `one connection serves calls that follow each other`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                for _ in 0..<20 {
                    try await transport.expect(peer.url("/connection"), answers: "1")
                }
            }
        }
    }

    @Test func `a connection that the server closed while idle is replaced`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                try await transport.expect(peer.url("/then-close"), answers: "1")
                try await transport.expect(peer.url("/then-close"), answers: "2")
                try await transport.expect(peer.url("/then-close"), answers: "3")
            }
        }
    }

    @Test(arguments: ["", "?reset=1"])
    func `a kept connection that dies on use is retried once on a fresh one`(query: String) async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                try await transport.expect(peer.url("/once" + query), answers: "1")
                try await transport.expect(peer.url("/once" + query), answers: "2")
                // The first call, the attempt that died, and the one that was answered.
                try await transport.expect(peer.url("/count?of=/once"), answers: "3")
            }
        }
    }

    @Test func `a retried call sends its body again`() async throws {
        let body = [UInt8](repeating: 7, count: 100_000)
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                _ = try await transport.get(peer.url("/echo-once"))
                let request = HTTPRequest(method: .post, url: peer.url("/echo-once"), body: body)
                let response = try await transport.send(request)
                #expect(response.body == body)
                try await transport.expect(peer.url("/count?of=connections"), answers: "2")
            }
        }
    }

    @Test func `several dead connections cost a call one retry, not one each`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                try await withThrowingTaskGroup { group in
                    for _ in 0..<6 {
                        group.addTask { _ = try await transport.get(peer.url("/once?count=6")) }
                    }
                    try await group.waitForAll()
                }
                try await transport.expect(peer.url("/once?count=6"), answers: "7")
                try await transport.expect(peer.url("/count?of=/once"), answers: "8")
            }
        }
    }

    @Test func `a retry that fails too is the end`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                _ = try await transport.get(peer.url("/echo"))
                let error = await #expect(throws: HTTPTransportError.self) {
                    try await transport.get(peer.url("/close"))
                }
                #expect(error?.description.contains("127.0.0.1:\(peer.port)") == true)
                try await transport.expect(peer.url("/count?of=/close"), answers: "2")
            }
        }
    }

    @Test func `a fresh connection that dies is not retried`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                await #expect(throws: HTTPTransportError.self) { try await transport.get(peer.url("/close")) }
                try await transport.expect(peer.url("/count?of=/close"), answers: "1")
            }
        }
    }

    @Test(arguments: ["", "&reset=1"])
    func `a kept connection that breaks off within its answer is not retried`(query: String) async throws {
        let path = "/answered-then-cut?tag=cut" + query
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                try await transport.expect(peer.url(path), answers: "whole")
                let error = await #expect(throws: HTTPTransportError.self) { try await transport.get(peer.url(path)) }
                #expect(error?.description.contains("GET to 127.0.0.1:\(peer.port)") == true)
                try await transport.expect(peer.url("/count?of=cut"), answers: "2")
            }
        }
    }

    @Test func `connections beyond the limit are not kept`() async throws {
        var configuration = CurlTransport.Configuration.patient
        configuration.maxKeptConnections = 2
        try await Peer.run { peer in
            try await CurlTransport.run(configuration) { transport in
                try await withThrowingTaskGroup { group in
                    for _ in 0..<8 {
                        group.addTask { _ = try await transport.get(peer.url("/together?count=8")) }
                    }
                    try await group.waitForAll()
                }
                _ = try await transport.get(peer.url("/reached?of=closed&count=6"))
            }
        }
    }
}
