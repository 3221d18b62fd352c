import MicroHTTP
import Testing

@Suite struct ConcurrencyLimitTests {
    @Test func `refuses what is too much until an answer is out`() async throws {
        let large = PreparedResponse(status: 200, fields: [], body: [UInt8](repeating: 120, count: 20_000_000))
        let limit = ConcurrencyLimit(2, refusal: .text("too many", status: 503))
        let handler = ClosureHandler { _ in .limited(large, by: limit) }
        try await withServer(handler, configure: { $0.patience = .seconds(3600) }) { server in
            let waiting = try (1...2).map { _ in try server.connect(receiveBuffer: 4096) }
            for client in waiting {
                try client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(client.hasBytes(within: 60_000))
            }
            let third = try server.connect()
            for _ in 1...3 {
                #expect(try third.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").text == "too many")
            }
            #expect(try waiting[0].readResponse().body.count == 20_000_000)
            #expect(try third.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == 200)
            waiting[1].reset()
            for _ in 1...5 {
                #expect(try third.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").status == 200)
            }
        }
    }

    @Test(arguments: [false, true])
    func `a client that does not read makes way for one that does`(isMadeLater: Bool) async throws {
        let large = PreparedResponse(status: 200, fields: [], body: [UInt8](repeating: 120, count: 20_000_000))
        let limit = ConcurrencyLimit(2, refusal: .text("too many", status: 503))
        let handler = ClosureHandler { _ in
            isMadeLater ? .limitedLater(by: limit) { large } : .limited(large, by: limit)
        }
        try await withServer(handler, configure: { $0.patience = .zero }) { server in
            let deaf = try (1...2).map { _ in try server.connect(receiveBuffer: 4096) }
            for client in deaf {
                try client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(client.hasBytes(within: 60_000))
            }
            let reader = try server.connect()
            for _ in 1...3 {
                #expect(try reader.ask("GET / HTTP/1.1\r\nHost: test\r\n\r\n").body.count == 20_000_000)
            }
        }
    }

    @Test func `a client that reads on makes way for nobody, however long it takes`() async throws {
        let large = PreparedResponse(status: 200, fields: [], body: [UInt8](repeating: 120, count: 20_000_000))
        let limit = ConcurrencyLimit(1, refusal: .text("too many", status: 503))
        let handler = ClosureHandler { _ in .limited(large, by: limit) }
        let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"
        try await withServer(handler, configure: { $0.patience = .seconds(2) }) { server in
            let (reader, other) = (try server.connect(receiveBuffer: 65_536), try server.connect())
            try reader.send(get)
            #expect(reader.hasBytes(within: 60_000))
            // Half of it takes twice the server's patience; the system may hold the rest.
            while reader.unread.count < 10_000_000 {
                try #require(try reader.readMore())
                #expect(try other.ask(get).status == 503)
                #expect(!other.hasBytes(within: 30))
            }
            #expect(try reader.readResponse().body.count == 20_000_000)
            #expect(try other.ask(get).status == 200)
        }
    }

    @Test func `a client that reads too slowly makes way, however rarely others ask`() async throws {
        let large = PreparedResponse(status: 200, fields: [], body: [UInt8](repeating: 120, count: 20_000_000))
        let limit = ConcurrencyLimit(1, refusal: .text("too many", status: 503))
        let handler = ClosureHandler { _ in .limited(large, by: limit) }
        let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"
        try await withServer(handler, configure: { $0.patience = .seconds(1) }) { server in
            let (reader, other) = (try server.connect(receiveBuffer: 4096), try server.connect())
            try reader.send(get)
            #expect(reader.hasBytes(within: 60_000))
            // The server counts whole seconds, by a clock that ticks.
            #expect(!other.hasBytes(within: 3200))
            // As much as two seconds ask for, but three have passed.
            while reader.unread.count < 36_000 { try #require(try reader.readMore()) }
            #expect(try other.ask(get).status == 200)
        }
    }

    @Test func `counts answers that are still being made, and makes none beyond`() async throws {
        let (door, begun) = (Gate(), Signal())
        let limit = ConcurrencyLimit(2, refusal: .text("too many", status: 503))
        let handler = ClosureHandler { _ in
            .limitedLater(by: limit) {
                begun.send()
                await door.wait()
                return .text("made")
            }
        }
        let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"
        try await withServer(handler) { server in
            let waiting = try (1...2).map { _ in try server.connect() }
            for client in waiting {
                try client.send(get)
                #expect(begun.wait())
            }
            let third = try server.connect()
            for _ in 1...3 { #expect(try third.ask(get).text == "too many") }
            door.open()
            for client in waiting { #expect(try client.readResponse().text == "made") }
            #expect(try third.ask(get).text == "made")
        }
    }
}
