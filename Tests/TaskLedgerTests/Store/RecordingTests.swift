import TaskLedger
import Testing

@Suite struct RecordingTests {
    private func finished(_ ledger: AccountLedger) -> Int64? {
        ledger.totals.types["WorkflowTask"]?.finished
    }

    @Test func `tells which rows of a listing the ledger already held`() throws {
        let ledger = try AccountLedger.inMemory()
        let a = TaskSighting.task("a", created: 1, begun: 2, finished: 3)
        let b = TaskSighting.task("b", created: 1, begun: 2, finished: 3)
        #expect(try ledger.record([a], .finish).wasHeld == [false])
        let page = try ledger.record([a, b], .finish)
        #expect(page.wasHeld == [true, false])
        #expect(page.newRows == 1)
        #expect(try ledger.record([a, b], .finishFailed).wasHeld == [false, false])
        #expect(try ledger.record([b, a], .finishFailed).wasHeld == [true, true])
        #expect(try ledger.record([.task("c", created: 1)], .waiting).wasHeld == [false])
        #expect(try ledger.record([.task("c", created: 1)], .processing).wasHeld == [true])
    }

    @Test func `a task that stands twice on a page counts once`() throws {
        let ledger = try AccountLedger.inMemory()
        let row = TaskSighting.task("a", created: 1, begun: 2, finished: 3)
        #expect(try ledger.record([row, row, row], .finish).wasHeld == [false, true, true])
        #expect(
            try ledger.record([.task("b", created: 1), .task("b", created: 1)], .waiting).wasHeld == [false, true])
        #expect(finished(ledger) == 1)
        #expect(ledger.totals.types["WorkflowTask"]?.submitted == 2)
        #expect(ledger.taskCount == 2)
    }

    @Test func `counts the tasks that were unfinished until now`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: 1), .task("b", created: 1)], .waiting)
        let rows = ["a", "a", "c"].map { TaskSighting.task($0, created: 1, begun: 2, finished: 3) }
        #expect(try ledger.record(rows, .finish).settled == 1)
        #expect(try ledger.record(rows, .finish).settled == 0)
        #expect(ledger.unfinishedCount == 1)
        #expect(ledger.taskCount == 3)
    }

    @Test func `an empty page is no change`() throws {
        let ledger = try AccountLedger.inMemory()
        #expect(try ledger.record([], .finish).newRows == 0)
        #expect(ledger.taskCount == 0)
    }

    @Test func `a CreateTime that changes while the task is unfinished does not make it another task`() throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try ledger.record([.task("a", created: 10)], .waiting)
            try ledger.record([.task("a", created: 11, begun: 20)], .processing)
            #expect(ledger.awaited(since: 2).map(\.created) == [11_000])
            let row = TaskSighting.task("a", created: 12, begun: 20, finished: 30)
            try ledger.record([row], .finish)
            #expect(try ledger.record([row], .finish).wasHeld == [true])
        }
        try state.withLedger { ledger in
            try ledger.record([.task("a", created: 12, begun: 20, finished: 30)], .finish)
            #expect(ledger.totals.types["WorkflowTask"]?.submitted == 1)
            #expect(finished(ledger) == 1)
            #expect(ledger.taskCount == 1)
        }
    }

    /// Rows between, so that the journal has been folded before a task is seen again.
    private func fill(_ ledger: AccountLedger) throws {
        for number in 0..<70 { try ledger.record([.task("fill\(number)", type: "Fill", created: 500)], .waiting) }
    }

    @Test(arguments: [true, false])
    func `rows without a readable CreateTime are told apart by their id`(folded: Bool) throws {
        let ledger = try AccountLedger.inMemory()
        let rows = ["a", "b"].map { TaskSighting.task($0, created: nil, begun: 2, finished: 3) }
        try ledger.record(rows, .finish)
        if folded { try fill(ledger) }
        #expect(try ledger.record(rows, .finish).wasHeld == [true, true])
        #expect(finished(ledger) == 2)
    }

    @Test(arguments: [true, false])
    func `a CreateTime that shows up later does not make a finished task another one`(folded: Bool) throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: nil, begun: 2, finished: 3)], .finish)
        if folded { try fill(ledger) }
        let dated = TaskSighting.task("a", created: 1, begun: 2, finished: 3)
        #expect(try ledger.record([dated], .finish).wasHeld == [true])
        if folded { try fill(ledger) }
        #expect(try ledger.record([dated], .finish).wasHeld == [true])
        #expect(finished(ledger) == 1)
        #expect(ledger.totals.types["WorkflowTask"]?.submitted == 1)
    }

    @Test func `a task whose CreateTime is missing only in FINISH is found there again`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: 10)], .waiting)
        try fill(ledger)
        let undated = TaskSighting.task("a", created: nil, begun: 20, finished: 30)
        try ledger.record([undated], .finish)
        try fill(ledger)
        #expect(try ledger.record([undated], .finish).wasHeld == [true])
        #expect(finished(ledger) == 1)
    }

    @Test func `the second zero of 1970 is a CreateTime like any other`() throws {
        let ledger = try AccountLedger.inMemory()
        let row = TaskSighting.task("a", created: 0, begun: 2, finished: 3)
        try ledger.record([row], .finish)
        try fill(ledger)
        #expect(try ledger.record([row], .finish).wasHeld == [true])
        #expect(ledger.totals.types["WorkflowTask"]?.turnaround.sumMilliseconds == 3000)
    }

    @Test func `a finished task that an old page of WAITING shows again stays finished`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: 1, begun: 2, finished: 3)], .finish)
        try ledger.record([.task("a", created: 1)], .waiting)
        #expect(ledger.unfinishedCount == 0)
        #expect(ledger.awaited(since: .max).isEmpty)
        #expect(ledger.taskCount == 1)
    }

    @Test func `the accounts of one file do not know of each other`() throws {
        let state = try TemporaryState()
        let store = try LedgerStore(path: state.path)
        let ledgers = try ["a", "b"].map {
            try AccountLedger(name: $0, beginningAt: $0 == "a" ? 0 : 2000, layout: .test, in: store)
        }
        let row = TaskSighting.task("same", created: 1, begun: 2, finished: 3)
        try ledgers[0].record([row], .finish)
        try ledgers[0].record([.task("waits", created: 1)], .waiting)
        try ledgers[0].save(bookmark: [7])
        for ledger in ledgers { try fill(ledger) }
        #expect(ledgers.map(\.taskCount) == [72, 70])
        #expect(try ledgers[1].record([row], .finish).wasHeld == [false])
        #expect(finished(ledgers[1]) == 1)
        #expect(ledgers.map(\.epoch) == [0, 2000])
        #expect(try ledgers[0].forget(before: 10_000, limit: 10) == 1)
        #expect(ledgers.map(\.taskCount) == [71, 71])
        #expect(try store.hasAccount(named: "b"))
        #expect(try !store.hasAccount(named: "c"))
        try store.close()
        try state.withLedger(named: "b", beginningAt: 5) { ledger in
            #expect(ledger.epoch == 2000)
            #expect(ledger.bookmark == nil)
            #expect(ledger.taskCount == 71)
            let again = try ledger.record([row], .finish)
            #expect(again.wasHeld == [true])
        }
    }

    @Test func `two ledgers in memory share nothing`() throws {
        let first = try AccountLedger.inMemory()
        try first.record([.task("a", created: 1)], .waiting)
        let second = try AccountLedger.inMemory()
        #expect(second.taskCount == 0)
        #expect(second.totals.types.isEmpty)
    }
}
