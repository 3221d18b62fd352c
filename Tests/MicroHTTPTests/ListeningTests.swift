import Foundation
import MicroHTTP
import Testing

@Suite struct ListeningTests {
    private let echo = ClosureHandler { .now(.text($0.remoteAddress)) }
    private let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

    private static let hasIPv6 = {
        let handler = ClosureHandler { _ in .now(.text("")) }
        let address = ListenAddress(host: "::1", port: 0)
        let server = try? MicroHTTPServer(.init(listen: [address]), handler: handler)
        server?.stop()
        return server != nil
    }()

    @Test func `serves several addresses with one handler`() async throws {
        let addresses = (0..<2).map { _ in ListenAddress(host: ownLoopbackHost(), port: 0) }
        try await withServer(echo, configure: { $0.listen = addresses }) { server in
            let bound = server.server.boundAddresses
            #expect(bound.map(\.host) == addresses.map(\.host))
            #expect(bound.allSatisfy { $0.port > 0 })
            for address in bound {
                let client = try RawClient(port: address.port, host: address.host ?? "")
                #expect(try client.ask(get).status == 200)
            }
        }
    }

    @Test(.enabled(if: hasIPv6)) func `serves an IPv6 address`() async throws {
        try await withServer(echo, configure: { $0.listen = [ListenAddress(host: "::1", port: 0)] }) {
            (server) throws in
            #expect(server.server.boundAddresses.first?.description == "[::1]:\(server.port)")
            #expect(try RawClient(port: server.port, host: "::1").ask(get).text == "::1")
            // On 127.0.0.1 another program may listen.
            #expect(throws: RawClient.Failure.self) { try RawClient(port: server.port, host: ownLoopbackHost()) }
        }
    }

    @Test func `serves every interface without a host`() async throws {
        try await withServer(echo, configure: { $0.listen = [ListenAddress(host: nil, port: 0)] }) { (server) throws in
            #expect(try RawClient(port: server.port, host: "127.0.0.1").ask(get).text == "127.0.0.1")
            if Self.hasIPv6 {
                #expect(server.server.boundAddresses.first?.host == "::")
                #expect(try RawClient(port: server.port, host: "::1").ask(get).text == "::1")
            }
        }
    }

    @Test func `resolves a name`() async throws {
        try await withServer(echo, configure: { $0.listen = [ListenAddress(host: "localhost", port: 0)] }) {
            (server) throws in
            #expect(try server.connect().ask(get).status == 200)
        }
    }

    @Test func `says which address is in use`() async throws {
        try await withServer(echo) { server in
            let address = ListenAddress(host: server.host, port: server.port)
            let error = #expect(throws: MicroHTTPError.self) {
                try MicroHTTPServer(.init(listen: [address]), handler: echo)
            }
            #expect(error == .addressInUse(address))
            #expect(error?.description == "cannot listen on \(server.host):\(server.port): address in use")
        }
    }

    @Test func `says that every interface is in use`() async throws {
        try await withServer(echo, configure: { $0.listen = [ListenAddress(host: nil, port: 0)] }) { server in
            let error = #expect(throws: MicroHTTPError.self) {
                try MicroHTTPServer(.init(listen: [ListenAddress(host: nil, port: server.port)]), handler: echo)
            }
            #expect(error?.description == "cannot listen on :\(server.port): address in use")
        }
    }

    @Test func `closes the sockets it had opened when a later one fails`() async throws {
        try await withServer(echo) { (server) throws in
            let free = ListenAddress(host: ownLoopbackHost(), port: server.port)
            let taken = ListenAddress(host: server.host, port: server.port)
            #expect(throws: MicroHTTPError.addressInUse(taken)) {
                try MicroHTTPServer(.init(listen: [free, taken]), handler: echo)
            }
            // A child process that is just being started may hold a copy for a moment, whose queue takes this one.
            if let client = try? RawClient(port: free.port, host: free.host ?? "") {
                #expect(try client.isClosedByServer())
            }
        }
    }

    @Test(arguments: [
        (
            ListenAddress(host: "192.0.2.1", port: 0),
            "cannot listen on 192.0.2.1:0: Cannot assign requested address"
        ),
        (
            ListenAddress(host: "no-such-host.invalid", port: 80),
            "cannot listen on no-such-host.invalid:80: host not found ("
        ),
    ])
    func `says why it cannot listen`(address: ListenAddress, message: String) throws {
        let error = #expect(throws: MicroHTTPError.self) {
            try MicroHTTPServer(.init(listen: [address]), handler: echo)
        }
        #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
    }

    @Test func `can listen on the same port right after a stop`() async throws {
        let first = try await withServer(echo) { (server) throws in
            #expect(try server.connect().ask(get).status == 200)
            return server.server.boundAddresses
        }
        try await withServer(echo, configure: { $0.listen = first }) { (server) throws in
            #expect(server.server.boundAddresses == first)
            #expect(try server.connect().ask(get).status == 200)
        }
    }

    @Test func `adopts a socket that listens already`() async throws {
        let host = ownLoopbackHost()
        let descriptor = try listeningDescriptor(host)
        try await withServer(
            echo,
            configure: {
                $0.listen = []
                $0.adopted = [descriptor]
            }
        ) { (server) throws in
            #expect(server.server.boundAddresses.first?.host == host)
            #expect(try server.connect().ask(get).text == "127.0.0.1")
            server.server.stop()
            // A child process that is just being started may hold a copy for a moment, whose queue takes this one.
            if let client = try? server.connect() {
                #expect(try client.isClosedByServer())
            }
        }
    }

    /// Where nothing was handed over, the number belongs to a file of the process itself.
    @Test func `refuses to adopt what does not listen, and leaves it open`() throws {
        var pair: [Int32] = [0, 0]
        try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        let unbound = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { for descriptor in pair + [unbound] { close(descriptor) } }
        for descriptor in [unbound, pair[0], 99_999] {
            let error = #expect(throws: MicroHTTPError.self) {
                try MicroHTTPServer(.init(adopted: [descriptor]), handler: echo)
            }
            let start = "cannot listen on inherited descriptor \(descriptor): expected a listening TCP socket ("
            #expect(error?.description.hasPrefix(start) == true)
        }
        #expect(fcntl(unbound, F_GETFD) >= 0 && fcntl(pair[0], F_GETFD) >= 0)
    }

    @Test func `refuses a configuration out of its ranges`() throws {
        let address = ListenAddress(host: ownLoopbackHost(), port: 0)
        let changes: [(String, (inout MicroHTTPServer.Configuration) -> Void)] = [
            ("invalid web server setting maxConnections 0: expected 1 to 1000000", { $0.maxConnections = 0 }),
            ("invalid web server setting idleTimeout 0: expected 1 to 86400", { $0.idleTimeout = .zero }),
            ("invalid web server setting maxHeaderBytes 10: expected 1024 to 1048576", { $0.maxHeaderBytes = 10 }),
            ("invalid web server setting maxBodyBytes -1: expected 0 to 1073741824", { $0.maxBodyBytes = -1 }),
            ("invalid web server setting threads 65: expected 1 to 64", { $0.threads = 65 }),
            ("no listen address: expected at least one address or one open listening socket", { $0.listen = [] }),
        ]
        for (message, change) in changes {
            var configuration = MicroHTTPServer.Configuration(listen: [address])
            change(&configuration)
            let error = #expect(throws: MicroHTTPError.self) {
                try MicroHTTPServer(configuration, handler: echo)
            }
            #expect(error?.description == message)
        }
    }

    /// A TCP socket that listens, as a service manager would pass it on.
    private func listeningDescriptor(_ host: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        try #require(unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 10) == 0)
        return descriptor
    }
}
