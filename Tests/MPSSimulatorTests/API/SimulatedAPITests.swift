import MPSSimulator
import TencentCloud
import Testing

@Suite struct SimulatedAPITests {
    private func get(_ bench: Bench, _ path: String, _ query: [(String, String)] = []) -> SimulatedReply {
        let arguments: [(name: String, value: String?)] = query.map { ($0.0, $0.1) }
        return bench.api.respond(to: SimulatedCall(method: "GET", path: path, query: arguments))
    }

    private func post(_ bench: Bench, _ path: String, _ query: [(String, String)]) -> SimulatedReply {
        let arguments: [(name: String, value: String?)] = query.map { ($0.0, $0.1) }
        return bench.api.respond(to: SimulatedCall(method: "POST", path: path, query: arguments))
    }

    @Test func `tells the truth over HTTP`() throws {
        let bench = try Bench { $0.queue.history = 30 }
        bench.clock.advance(by: .seconds(7200))
        let reply = get(bench, "/truth", [("account", "1"), ("since", "2026-02-28T00:00:00Z"), ("buckets", "1,10")])
        let root = try JSONDocument(parsing: reply.body).root
        let truth = bench.api.truth(
            since: UnixTime(seconds: 1_772_236_800), bounds: TruthBounds(all: [1, 10]))
        #expect(reply.status == 200 && reply.field("Content-Type") == "application/json")
        #expect(try root.member("account")?.string() == bench.api.credentials[0].secretID)
        let type = try #require(try root.member("types")?.member("WorkflowTask"))
        #expect(try type.member("finished")?.integer() == Int(try #require(truth.types["WorkflowTask"]?.finished)))
        #expect(try type.member("wait")?.member("buckets")?.elements().count == 3)
        let depth = try root.member("listings")?.member("FINISH")?.member("depth")?.integer()
        #expect(depth == truth.listings["FINISH"]?.depth)
        let byID = get(
            bench, "/truth",
            [("account", bench.api.credentials[0].secretID), ("since", "1772236800.0"), ("buckets", "1,10")])
        #expect(byID.text == reply.text)
    }

    @Test(arguments: [
        ("account", "2", 404), ("account", "nobody", 404), ("account", "0", 404),
        ("account", "\(Int.min)", 404), ("since", "yesterday", 400), ("since", "nan", 400),
        ("since", "1e300", 400), ("until", "", 400), ("buckets", "2,1", 400), ("buckets", "a", 400),
        ("buckets", "1,1", 400),
    ])
    func `says what is wrong with a question for the truth`(name: String, value: String, status: Int) throws {
        let reply = get(try Bench(), "/truth", [(name, value)])
        #expect(reply.status == status && reply.text.hasPrefix("\(name): expected"))
    }

    @Test func `submits a burst of tasks and changes the workers as posted`() throws {
        let bench = try Bench {
            $0.queue.arrivalRate = 0
            $0.queue.workers = 0
        }
        #expect(post(bench, "/burst", [("tasks", "300")]).text == "300 tasks of type WorkflowTask submitted\n")
        #expect(post(bench, "/burst", [("tasks", "20"), ("type", "EditMediaTask"), ("account", "1")]).status == 200)
        let waiting = try #require(bench.api.truth(since: UnixTime(seconds: 0)).listings["WAITING"])
        #expect(waiting.types.filter { $0.value > 0 } == ["WorkflowTask": 300, "EditMediaTask": 20])
        #expect(post(bench, "/workers", [("number", "310")]).text == "310 workers\n")
        #expect(bench.api.update { [$0.queue.depth(.waiting), $0.queue.depth(.processing)] } == [10, 310])
        for path in ["/burst", "/workers"] {
            #expect(get(bench, path, [("tasks", "1"), ("number", "1")]).status == 404, "looking changes nothing")
        }
    }

    @Test(arguments: [
        ("/burst", "tasks", "0", 400), ("/burst", "tasks", "100001", 400), ("/burst", "tasks", "many", 400),
        ("/burst", "type", "Unknown", 400), ("/burst", "account", "2", 404), ("/workers", "number", "-1", 400),
        ("/workers", "number", "", 400), ("/workers", "account", "nobody", 404),
        ("/workers", "account", "\(Int.min)", 404),
    ])
    func `says what is wrong with a change, and makes none`(path: String, name: String, value: String, status: Int)
        throws
    {
        let bench = try Bench { $0.queue.arrivalRate = 0 }
        let workers = bench.api.update { $0.queue.configuration.workers }
        let good = [("tasks", "5"), ("number", "0")].filter { $0.0 != name }
        let reply = post(bench, path, [(name, value)] + good)
        #expect(reply.status == status && reply.text.hasPrefix("\(name): expected"))
        #expect(bench.api.update { $0.queue.depth(.waiting) + $0.queue.depth(.processing) } == 0)
        #expect(bench.api.update { $0.queue.configuration.workers } == workers)
    }

    @Test func `answers health checks and nothing else`() throws {
        let bench = try Bench()
        #expect(get(bench, "/healthz").text == "ok\n")
        #expect(get(bench, "/metrics").status == 404)
        #expect(bench.api.respond(to: SimulatedCall(method: "POST", path: "/truth")).status == 404)
    }

    @Test func `incidents change an account at their moment`() throws {
        let bench = try Bench { $0.queue.arrivalRate = 0 }
        bench.clock.advance(by: .seconds(100))
        bench.api.update { $0.queue.submit(4, ofType: "WorkflowTask", serviceSeconds: 50) }
        bench.clock.advance(by: .seconds(49))
        #expect(bench.api.update { $0.queue.depth(.processing) } == 4)
        bench.clock.advance(by: .seconds(1))
        #expect(
            bench.api.truth(since: UnixTime(milliseconds: Worlds.start + 100_000)).types["WorkflowTask"]?.finished == 4)
    }

    @Test func `a configuration that cannot be is refused with a reason`() throws {
        let wrong: [(String, (inout SimulationConfiguration) -> Void)] = [
            ("accounts", { $0.accounts = 0 }), ("faults", { $0.faults = 1.5 }), ("faults", { $0.faults = .nan }),
            ("speed", { $0.queue.speed = 0 }), ("arrival-rate", { $0.queue.arrivalRate = -1 }),
            ("workers", { $0.queue.workers = -1 }), ("history", { $0.queue.history = -1 }),
            ("task types", { $0.queue.types = [] }),
            ("task types", { $0.queue.types = [$0.queue.types[0], $0.queue.types[0]] }),
            ("task types", { $0.queue.types[0].name = "a\"b" }),
            ("shares of task types", { $0.queue.types[0].share = -1 }),
            ("bursts a day", { $0.queue.bursts.perDay = .infinity }),
        ]
        for (name, change) in wrong {
            let error = #expect(throws: SimulationError.self) { try Bench(change) }
            #expect(error?.description.hasPrefix("\(name): expected ") ?? false)
        }
    }
}
