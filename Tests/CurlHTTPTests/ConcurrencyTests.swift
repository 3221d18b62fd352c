import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct ConcurrencyTests {
    @Test func `200 calls are in flight at the same time, and each gets its own answer`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                // The peer answers none of them before it has all of them.
                let connections = try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            let url = peer.url("/together?count=200")
                            let response = try await transport.get(url)
                            return String(decoding: response.body, as: UTF8.self)
                        }
                    }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect(connections.count == 200)
            }
        }
    }

    @Test func `answers do not get mixed up`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let body = [UInt8](repeating: UInt8(number), count: number * 50)
                        let request = HTTPRequest(
                            method: .post, url: peer.url("/echo"), body: body)
                        let response = try await transport.send(request)
                        #expect(response.body == body)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a call that hangs holds up no other`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                let hanging = (0..<20).map { _ in
                    Task { try await transport.get(peer.url("/hang")) }
                }
                _ = try await transport.get(peer.url("/reached?of=/hang&count=20"))
                for _ in 0..<50 {
                    try await transport.expect(peer.url("/echo"), answers: "")
                }
                for call in hanging {
                    call.cancel()
                    await #expect(throws: HTTPTransportError.cancelled) { try await call.value }
                }
            }
        }
    }
}
