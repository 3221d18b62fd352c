import CurlHTTP
import Testing

@Suite(.timeLimit(.minutes(4)))
struct CancellationTests {
    @Test(arguments: ["/hang", "/hang-midway"])
    func `cancelling ends a call at once and lets go of its connection`(path: String) async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                let call = Task { try await transport.get(peer.url(path)) }
                _ = try await transport.get(peer.url("/reached?of=\(path)&count=1"))
                let clock = ContinuousClock()
                let began = clock.now
                call.cancel()
                await #expect(throws: HTTPTransportError.cancelled) { try await call.value }
                #expect(began.duration(to: clock.now) < .seconds(20))
                _ = try await transport.get(peer.url("/reached?of=left&count=1"))
            }
        }
    }

    @Test func `cancelling while the connection is made ends the call`() async throws {
        try await Peer.run(["--deaf"]) { peer in
            try await CurlTransport.run { transport in
                let clock = ContinuousClock()
                let began = clock.now
                let call = Task { try await transport.get(peer.url("/")) }
                await Task.yield()
                call.cancel()
                await #expect(throws: HTTPTransportError.cancelled) { try await call.value }
                #expect(began.duration(to: clock.now) < .seconds(20))
            }
        }
    }

    @Test func `a call of a cancelled task is not answered`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                group.cancelAll()
                group.addTask { try await transport.get(peer.url("/hang")) }
                await #expect(throws: HTTPTransportError.cancelled) { try await group.next() }
            }
        }
    }

    @Test func `calls cancelled at any moment end once, answered or cancelled`() async throws {
        let peer = try await Peer.shared()
        try await CurlTransport.run { transport in
            var answered = 0
            for round in 0..<300 {
                let call = Task { try await transport.get(peer.url("/echo")) }
                for _ in 0..<(round % 30) * 10 {
                    await Task.yield()
                }
                call.cancel()
                do {
                    let response = try await call.value
                    #expect(response.status == 200)
                    answered += 1
                } catch {
                    #expect(error as? HTTPTransportError == .cancelled)
                }
            }
            // Whatever the cancellations left behind, the transport still works.
            let response = try await transport.get(peer.url("/echo"))
            #expect(response.status == 200)
            #expect(answered < 300)
        }
    }
}
