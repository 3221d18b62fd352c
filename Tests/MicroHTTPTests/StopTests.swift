import MicroHTTP
import Synchronization
import Testing

@Suite struct StopTests {
    private let hello = ClosureHandler { _ in .now(.text("hello\n")) }
    private let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

    @Test func `closes idle connections at once`() async throws {
        // One that waited for them would wait for an hour.
        try await withServer(hello, configure: { $0.stopGrace = .seconds(3600) }) { server in
            let clients = try (0..<20).map { _ in try server.connect() }
            for client in clients {
                try client.send(get)
                _ = try client.readResponse()
            }
            let stopped = Signal()
            onNewThread {
                server.server.stop()
                stopped.send()
            }
            try #require(stopped.wait())
            for client in clients {
                #expect(try client.isClosedByServer())
            }
            #expect(throws: RawClient.Failure.self) { try server.connect() }
        }
    }

    @Test func `finishes a large response that is under way`() async throws {
        let body = [UInt8](repeating: 120, count: 8_000_000)
        let response = PreparedResponse(status: 200, fields: [], body: body)
        let asked = Signal()
        let handler = ClosureHandler { _ in
            asked.send()
            return .now(response)
        }
        try await withServer(handler, configure: { $0.stopGrace = .seconds(600) }) { server in
            let client = try server.connect(receiveBuffer: 65_536)
            try client.send(get)
            #expect(asked.wait())
            let stopped = Signal()
            onNewThread {
                server.server.stop()
                stopped.send()
            }
            #expect(try client.readResponse().body == body)
            #expect(try client.isClosedByServer())
            #expect(stopped.wait())
        }
    }

    @Test func `delivers a later answer that is ready in time`() async throws {
        let gate = Gate()
        let waiting = Signal()
        let handler = ClosureHandler { _ in
            .later {
                waiting.send()
                await gate.wait()
                return .text("late")
            }
        }
        try await withServer(handler, configure: { $0.stopGrace = .seconds(600) }) { server in
            let client = try server.connect()
            try client.send(get)
            #expect(waiting.wait())
            let stopped = Signal()
            onNewThread {
                server.server.stop()
                stopped.send()
            }
            while (try? server.connect()) != nil {}
            gate.open()
            #expect(try client.readResponse().text == "late")
            #expect(stopped.wait())
        }
    }

    /// A stall can take the time that the 503 has left, too.
    @Test func `answers 503 and cancels when a later answer is not ready`() async throws {
        let elapsed = try await quickest(below: .seconds(1)) {
            let gate = Gate()
            let (waiting, cancelled) = (Signal(), Signal())
            let handler = ClosureHandler { _ in
                .later {
                    await withTaskCancellationHandler {
                        waiting.send()
                        await gate.wait()
                    } onCancel: {
                        cancelled.send()
                    }
                    return .text("too late")
                }
            }
            return try await withServer(handler) { server in
                defer { gate.open() }
                let clients = try (0..<5).map { _ in try server.connect() }
                for client in clients {
                    try client.send(get)
                    #expect(waiting.wait())
                }
                let elapsed = ContinuousClock().measure { server.server.stop() }
                let areAnswered = try clients.allSatisfy { client in
                    #expect(cancelled.wait())
                    return try (try? client.readResponse())?.status == 503 && client.isClosedByServer()
                }
                return areAnswered ? elapsed : nil
            }
        }
        #expect(elapsed < .seconds(1))
    }

    @Test func `does not wait for clients that never finish`() async throws {
        let elapsed = try await quickest(below: .seconds(1)) {
            try await withServer(hello) { (server) throws in
                let half = try server.connect()
                try half.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nabc")
                let quarter = try server.connect()
                try quarter.send("GET / HT")
                let elapsed = ContinuousClock().measure { server.server.stop() }
                #expect(try half.isClosedByServer())
                #expect(try quarter.isClosedByServer())
                return elapsed
            }
        }
        #expect(elapsed < .seconds(1))
    }

    @Test func `quiesce refuses new connections and serves the old ones`() async throws {
        try await withServer(hello) { server in
            let client = try server.connect()
            try client.send(get)
            #expect(try client.readResponse().status == 200)
            server.server.quiesce()
            server.server.quiesce()
            #expect(throws: RawClient.Failure.self) { try server.connect() }
            try client.send(get)
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test func `quiesce still serves those who had connected before`() async throws {
        try await withServer(hello, configure: { $0.maxConnections = 100 }) { server in
            let clients = try (0..<50).map { _ in try server.connect() }
            server.server.quiesce()
            for client in clients {
                try client.send(get)
                #expect(try client.readResponse().status == 200)
            }
        }
    }

    @Test func `closes connections with their next answer while it stops`() async throws {
        let gate = Gate()
        let waiting = Signal()
        let handler = ClosureHandler { request in
            guard request.path == "/slow" else { return .now(.text("fast")) }
            return .later {
                waiting.send()
                await gate.wait()
                return .text("slow")
            }
        }
        try await withServer(handler, configure: { $0.stopGrace = .seconds(600) }) { server in
            let (slow, kept) = (try server.connect(), try server.connect())
            try kept.send(get)
            #expect(try kept.readResponse().fields["connection"] != "close")
            try slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(waiting.wait())
            onNewThread { server.server.stop() }
            while (try? server.connect()) != nil {}
            // The sockets close just before the draining begins, so that the first answer may still keep the connection.
            var response = try kept.ask(get)
            while response.fields["connection"] != "close" {
                response = try kept.ask(get)
            }
            #expect(response.text == "fast")
            #expect(try kept.isClosedByServer())
            gate.open()
            #expect(try slow.readResponse().text == "slow")
        }
    }

    @Test func `stops under load`() async throws {
        var durations: [Duration] = []
        for round in 0..<20 {
            let handler = ClosureHandler { request in
                request.path == "/later" ? .later { .text("later") } : .now(.text("now"))
            }
            let elapsed = try await withServer(handler, configure: { $0.threads = 1 + round % 2 }) { server in
                let (running, ended) = (Signal(), Signal())
                for index in 0..<4 {
                    onNewThread {
                        let path = index.isMultiple(of: 2) ? "/later" : "/now"
                        while let client = try? server.connect() {
                            for _ in 0..<10 {
                                guard let answer = try? client.ask("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n") else {
                                    break
                                }
                                #expect([200, 503].contains(answer.status))
                            }
                            running.send()
                        }
                        ended.send()
                    }
                }
                for _ in 0..<8 {
                    #expect(running.wait())
                }
                let elapsed = ContinuousClock().measure { server.server.stop() }
                for _ in 0..<4 {
                    #expect(ended.wait())
                }
                return elapsed
            }
            durations.append(elapsed)
        }
        // A machine that stalls makes some slow, but few of them.
        #expect(durations.allSatisfy { $0 < .seconds(60) }, "\(durations)")
        #expect(durations.count { $0 >= .seconds(1) } <= 3, "\(durations)")
    }

    @Test func `can be stopped twice and by several threads`() async throws {
        try await withServer(hello) { server in
            let done = Signal()
            for _ in 0..<4 {
                onNewThread {
                    server.server.stop()
                    done.send()
                }
            }
            for _ in 0..<4 {
                #expect(done.wait())
            }
            server.server.stop()
        }
    }
}
