import CurlHTTP
import Glibc
import Testing

@Suite(.timeLimit(.minutes(4)))
struct ShutdownTests {
    @Test func `calls in flight fail as stopped, and their connections close`() async throws {
        try await Peer.run { peer in
            let transport = try CurlTransport(.patient)
            defer { transport.shutdown() }
            let calls = (0..<50).map { _ in
                Task { try await transport.get(peer.url("/hang")) }
            }
            try await CurlTransport.run { observer in
                _ = try await observer.get(peer.url("/reached?of=/hang&count=50"))
                transport.shutdown()
                for call in calls {
                    await #expect(throws: HTTPTransportError.stopped) { try await call.value }
                }
                _ = try await observer.get(peer.url("/reached?of=left&count=50"))
            }
            transport.shutdown()
            await #expect(throws: HTTPTransportError.stopped) { try await transport.get(peer.url("/echo")) }
        }
    }

    @Test func `an unused transport shuts down`() throws {
        for _ in 0..<50 {
            try CurlTransport().shutdown()
        }
    }

    @Test func `kept connections are closed`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { _ = try await $0.get(peer.url("/echo")) }
            try await CurlTransport.run { _ = try await $0.get(peer.url("/reached?of=closed&count=1")) }
        }
    }

    /// Else it would keep them open after they were closed here.
    @Test func `no child process inherits a connection`() async throws {
        try await Peer.run { peer in
            try await CurlTransport.run { transport in
                _ = try await transport.get(peer.url("/echo"))
                let connections = (3..<Int32(sysconf(Int32(_SC_OPEN_MAX)))).filter { port(of: $0) == peer.port }
                #expect(connections.count == 1)
                #expect(connections.allSatisfy { fcntl($0, F_GETFD) == FD_CLOEXEC })
            }
        }
    }

    /// The port of whom a socket is connected with; nil if it is none.
    private func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe getpeername(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
        }
        return found == 0 && address.sin_family == sa_family_t(AF_INET) ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    @Test func `shutting down from many tasks amid new calls leaves none without an end`() async throws {
        let peer = try await Peer.shared()
        for _ in 0..<20 {
            let transport = try CurlTransport(.patient)
            await withTaskGroup { group in
                for number in 0..<40 {
                    group.addTask {
                        if number % 10 == 5 { return transport.shutdown() }
                        do {
                            let response = try await transport.get(peer.url("/echo"))
                            #expect(response.status == 200)
                        } catch {
                            #expect(error as? HTTPTransportError == .stopped)
                        }
                    }
                }
            }
        }
    }

    @Test func `a transport that goes without a shutdown is a fault of the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = try CurlTransport()
        }
        await #expect(processExitsWith: .success) {
            try CurlTransport().shutdown()
        }
    }
}
