import TaskLedger
import Testing

@Suite struct AwaitedTests {
    @Test func `tasks that a pass did not show are awaited, newest first`() throws {
        let ledger = try AccountLedger.inMemory()
        let rows = [("a", 10), ("b", 30), ("c", 20)].map { TaskSighting.task($0, created: $1) }
        try ledger.record(rows, .waiting, pass: 1)
        #expect(ledger.awaited(since: 1).isEmpty)
        try ledger.record([rows[0]], .waiting, pass: 2)
        try ledger.record([], .processing, pass: 2)
        #expect(ledger.awaited(since: 2).map(\.id) == ["b", "c"])
        #expect(ledger.awaited(since: 3).map(\.id) == ["b", "c", "a"])
        try ledger.record([.task("b", created: 30, begun: 31, finished: 32)], .finish)
        #expect(ledger.awaited(since: 2).map(\.id) == ["c"])
    }

    @Test func `tasks of an earlier run are awaited until a pass shows them`() throws {
        let state = try TemporaryState()
        try state.withLedger { try $0.record([.task("a", created: 10), .task("b", created: 11)], .waiting, pass: 99) }
        try state.withLedger { ledger in
            #expect(ledger.awaited(since: 1).map(\.id) == ["b", "a"])
            try ledger.record([.task("a", created: 10)], .processing, pass: 1)
            #expect(ledger.awaited(since: 1).map(\.id) == ["b"])
        }
    }

    @Test(arguments: [true, false])
    func `an abandoned task is not awaited, but not forgotten either`(reopened: Bool) throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try ledger.record([.task("a", created: 10), .task("b", created: 11)], .waiting, pass: 1)
            try ledger.abandon(["a", "unknown", "a"])
            #expect(ledger.awaited(since: 2).map(\.id) == ["b"])
            #expect(ledger.unfinishedCount == 1)
            #expect(ledger.taskCount == 2)
            if !reopened { try expectToCountLate(ledger) }
        }
        guard reopened else { return }
        try state.withLedger { ledger in
            #expect(ledger.awaited(since: 2).map(\.id) == ["b"])
            try expectToCountLate(ledger)
        }
    }

    @Test(arguments: [true, false])
    func `an abandoned task is forgotten at the second call, unless it was seen between`(reopened: Bool) throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try ledger.record(["a", "b", "c"].map { .task($0, created: 10) }, .waiting, pass: 1)
            try ledger.abandon(["a", "b"])
            #expect(try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: [1]) == [])
            #expect(ledger.taskCount == 3 && ledger.bookmark == [1])
            try ledger.record([.task("b", created: 10)], .waiting, pass: 2)
            if !reopened { try expectToForgetOne(ledger) }
        }
        guard reopened else { return }
        try state.withLedger { try expectToForgetOne($0) }
        try state.withLedger { #expect($0.taskCount == 2) }
    }

    @Test func `a task that is missing at two calls is abandoned, and forgotten at the fourth`() throws {
        let state = try TemporaryState()
        try state.withLedger { try $0.record(["a", "b", "c"].map { .task($0, created: 10) }, .waiting, pass: 1) }
        var tasks: [Int] = []
        for (call, gone) in [[], ["a"], [], []].enumerated() {
            // Each call is of another run of the exporter.
            try state.withLedger { ledger in
                if call == 1 { try ledger.record([.task("b", created: 10)], .processing, pass: 1) }
                let missing = call == 0 ? ["a", "b"] : call == 1 ? ["a", "c"] : []
                #expect(try ledger.lookThrough(missing: missing, forgetsAbandoned: true, bookmark: nil) == gone)
                #expect(ledger.awaited(since: 9).contains { $0.id == "a" } == (call == 0))
                tasks.append(ledger.taskCount)
            }
        }
        #expect(tasks == [3, 3, 3, 2])
    }

    @Test func `one that is abandoned between two calls is remembered until the second after that`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: 10)], .waiting, pass: 1)
        #expect(try ledger.lookThrough(missing: ["a"], forgetsAbandoned: true, bookmark: nil) == [])
        try ledger.abandon(["a"])
        #expect(try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: nil) == [])
        #expect(ledger.taskCount == 1)
        #expect(try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: nil) == [])
        #expect(ledger.taskCount == 0)
    }

    private func expectToForgetOne(_ ledger: AccountLedger) throws {
        #expect(try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: nil) == [])
        #expect(ledger.taskCount == 2)
        #expect(ledger.awaited(since: 3).map(\.id).sorted() == ["b", "c"])
        #expect(ledger.totals.types["WorkflowTask"]?.submitted == 3)
    }

    private func expectToCountLate(_ ledger: AccountLedger) throws {
        try ledger.record([.task("a", created: 10)], .waiting, pass: 3)
        #expect(ledger.awaited(since: 4).map(\.id) == ["b", "a"])
        try ledger.abandon(["a"])
        try ledger.record([.task("a", created: 10, begun: 12, finished: 900)], .finish)
        let totals = try #require(ledger.totals.types["WorkflowTask"])
        #expect([totals.submitted, totals.started, totals.finished] == [2, 1, 1])
        #expect(ledger.taskCount == 2)
    }
}
