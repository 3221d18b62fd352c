import Foundation
import MicroHTTP
import Testing

@Suite struct ConnectionLimitTests {
    private let hello = ClosureHandler { _ in .now(.text("hello\n")) }
    private let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

    @Test func `serves others while a thousand connections are idle`() async throws {
        try raiseDescriptorLimit(to: 4096)
        try await withServer(hello) { server in
            let idle = try (0..<1000).map { index in
                let client = try server.connect()
                if index.isMultiple(of: 2) {
                    try client.send("GET / HTTP/1.1\r\nHo")
                }
                return client
            }
            let client = try server.connect()
            for _ in 1...100 {
                #expect(try client.ask(get).status == 200)
            }
            // An idle one is served as soon as it asks.
            #expect(try idle[999].ask(get).status == 200)
            try idle[998].send("st: test\r\n\r\n")
            #expect(try idle[998].readResponse().status == 200)
        }
    }

    @Test func `leaves connections beyond the limit waiting until one closes`() async throws {
        let configure = { (configuration: inout MicroHTTPServer.Configuration) in
            configuration.maxConnections = 3
            configuration.patience = .seconds(3600)
        }
        try await withServer(hello, configure: configure) { server in
            for _ in 1...5 {
                var served = try (0..<3).map { _ in try server.connect() }
                for client in served {
                    #expect(try client.ask(get).status == 200)
                }
                let next = try server.connect()
                try next.send(get)
                #expect(!next.hasBytes(within: 50))
                served.removeFirst()
                #expect(try next.readResponse().status == 200)
            }
        }
    }

    @Test(arguments: ["", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nabc"])
    func `connections that let the server wait make way when there is no room`(sent: String) async throws {
        let configure = { (configuration: inout MicroHTTPServer.Configuration) in
            configuration.maxConnections = 3
            configuration.patience = .zero
        }
        try await withServer(hello, configure: configure) { server in
            var waiting = try (0..<3).map { _ in
                let client = try server.connect()
                try client.send(sent)
                return client
            }
            for _ in 1...10 {
                let newcomer = try server.connect()
                #expect(try newcomer.ask(get).status == 200)
                waiting.append(newcomer)
            }
            #expect(try waiting[0].isClosedByServer())
        }
    }

    @Test func `a client that waits for its answer makes way for nobody`() async throws {
        let gate = Gate()
        let handler = ClosureHandler { request in
            guard request.path == "/slow" else { return .now(.text("hello\n")) }
            return .later {
                await gate.wait()
                return .text("slow")
            }
        }
        let configure = { (configuration: inout MicroHTTPServer.Configuration) in
            configuration.maxConnections = 2
            configuration.patience = .zero
        }
        try await withServer(handler, configure: configure) { server in
            let slow = try server.connect()
            try slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
            for _ in 1...10 {
                #expect(try server.connect().ask(get).status == 200)
            }
            gate.open()
            #expect(try slow.readResponse().text == "slow")
        }
    }

    @Test func `goes on after the process had no descriptor left`() async throws {
        await #expect(processExitsWith: .success) {
            let limit = try leaveDescriptors(240)
            let hello = ClosureHandler { _ in .now(.text("hello\n")) }
            // On a slow machine those who have not asked for a second would have to make way for the others.
            try await withServer(hello, configure: { $0.patience = .seconds(3600) }) { server in
                var clients: [RawClient] = []
                while let client = try? server.connect() {
                    clients.append(client)
                }
                try #require(clients.count > 20, "\(clients.count) clients below \(limit)")
                // Those who wait in the queue need a descriptor too.
                clients.removeFirst(clients.count - 10)
                for client in clients {
                    #expect(try client.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == 200)
                }
            }
        }
    }

    @Test func `closes idle, silent and half-open connections after the timeout`() async throws {
        try await withServer(hello, configure: { $0.idleTimeout = .seconds(4) }) { server in
            let silent = try server.connect()
            let half = try server.connect()
            try half.send("GET / HTTP/1.1\r\nHost:")
            let uploading = try server.connect()
            try uploading.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nabc")
            let kept = try server.connect()
            #expect(try kept.ask(get).status == 200)
            for client in [silent, half, uploading, kept] {
                #expect(try client.isClosedByServer())
            }
            let fresh = try server.connect()
            #expect(try fresh.ask(get).status == 200)
        }
    }

    @Test func `does not count the wait for a later answer as idle`() async throws {
        let other = Signal()
        let handler = ClosureHandler { request in
            guard request.path == "/slow" else { return .now(.text("fast")) }
            return .later {
                await withCheckedContinuation { continuation in
                    onNewThread {
                        #expect(other.wait())
                        continuation.resume()
                    }
                }
                return .text("slow")
            }
        }
        try await withServer(handler, configure: { $0.idleTimeout = .seconds(4) }) { server in
            let slow = try server.connect()
            try slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
            // Its closing is the clock of this test: it was idle as long as the slow one.
            #expect(try server.connect().isClosedByServer())
            other.send()
            #expect(try slow.readResponse().text == "slow")
        }
    }

    @Test func `survives connections that are reset`() async throws {
        try await withServer(hello) { server in
            for _ in 0..<200 {
                let client = try server.connect()
                try client.send(get)
                client.reset()
            }
            #expect(try server.connect().ask(get).status == 200)
        }
    }
}

/// Limits the process to so many descriptors more than it has, whatever it inherited of tests that go on beside it;
/// returns the limit.
private func leaveDescriptors(_ count: Int) throws -> Int32 {
    var (number, free) = (Int32(0), 0)
    while free < count {
        if fcntl(number, F_GETFD) < 0 { free += 1 }
        number += 1
    }
    var limit = rlimit()
    try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    limit.rlim_cur = rlim_t(number)
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    return number
}

/// Lets the process open as many files as the test needs, if the system allows.
private func raiseDescriptorLimit(to count: rlim_t) throws {
    var limit = rlimit()
    try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    if limit.rlim_cur < count {
        limit.rlim_cur = min(count, limit.rlim_max)
        try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    }
}
