import TaskLedger
import Testing

@Suite struct ForgettingTests {
    private static let hour: Int64 = 3_600_000

    @Test func `keeps what could be listed again by creation or by finish, and all that is unfinished`() throws {
        let ledger = try AccountLedger.inMemory()
        let rows: [(String, Int64?, Int64)] = [
            ("both old", 50, 90), ("finished lately", 50, 100), ("created lately", 100, 90), ("undated, old", nil, 99),
            ("undated", nil, 101),
        ]
        try ledger.record(rows.map { .task($0, created: $1, begun: 1, finished: $2) }, .finish)
        try ledger.record([.task("unfinished", created: 1)], .waiting)
        #expect(try ledger.forget(before: 100_000, limit: 10) == 2)
        #expect(ledger.taskCount == 4)
        let again = try ledger.record(rows.map { .task($0, created: $1, begun: 1, finished: $2) }, .finish)
        #expect(again.wasHeld == [false, true, true, false, true])
        #expect(ledger.awaited(since: .max).map(\.id) == ["unfinished"])
    }

    @Test func `forgets at most as many as it may, the oldest first`() throws {
        let ledger = try AccountLedger.inMemory()
        let rows = (0..<50).map { TaskSighting.task("t\($0)", created: 50 - $0, begun: 1, finished: 60) }
        try ledger.record(rows, .finish)
        #expect(try ledger.forget(before: Self.hour, limit: 20) == 20)
        #expect(try ledger.record([rows[49], rows[0]], .finish).wasHeld == [false, true])
        #expect(try ledger.forget(before: Self.hour, limit: 100) == 31)
        #expect(try ledger.forget(before: Self.hour, limit: 100) == 0)
        #expect(ledger.taskCount == 0)
    }

    @Test func `what was counted stays counted, over a restart too`() throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try ledger.record([.task("a", created: 10, begun: 20, finished: 30)], .finish)
            #expect(try ledger.forget(before: Self.hour, limit: 5) == 1)
        }
        try state.withLedger { ledger in
            #expect(ledger.taskCount == 0)
            #expect(ledger.totals.types["WorkflowTask"]?.finished == 1)
        }
    }

    @Test func `a row that changed since leaves with its change`() throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            let row = TaskSighting.task("a", created: 10, begun: 20, finished: 30)
            try ledger.record([row], .finish)
            for number in 0..<70 { try ledger.record([.task("w\(number)", created: 5)], .waiting) }
            try ledger.record([row], .finishFailed)
            #expect(try ledger.forget(before: Self.hour, limit: 5) == 1)
            #expect(ledger.taskCount == 70)
        }
        try state.withLedger { #expect($0.taskCount == 70) }
    }

    @Test func `the file does not grow while as much is forgotten as is recorded`() throws {
        let state = try TemporaryState()
        var sizes: [Int] = []
        for week in 0..<6 {
            try state.withLedger { ledger in
                for page in 0..<80 {
                    let second = Int64(week * 8000 + page * 100)
                    let rows = (0..<100).map {
                        TaskSighting.task(
                            "\(week)-\(page)-\($0)", created: second, begun: second, finished: second + 50)
                    }
                    try ledger.record(rows, .finish)
                    _ = try ledger.forget(before: (second - 8000) * 1000, limit: 500)
                }
                #expect(ledger.taskCount <= 8200)
            }
            sizes.append(try state.bytes().count)
        }
        #expect(sizes[5] <= sizes[2])
    }

    @Test func `a row that would be forgotten at once counts nothing, however often it is listed`() throws {
        let ledger = try AccountLedger.inMemory()
        let old = TaskSighting.task("old", created: 10, begun: 11, finished: 12)
        for _ in 0..<3 {
            let recorded = try ledger.record([old, old], .finish, at: 500, oldest: 100_000)
            #expect(recorded.wasHeld == [true, true])
            #expect(try ledger.forget(before: 100_000, limit: 10) == 0)
        }
        #expect(ledger.taskCount == 0 && ledger.totals.types["WorkflowTask"]?.submitted ?? 0 == 0)
    }

    @Test func `but one that finished since does, and one that is known`() throws {
        let ledger = try AccountLedger.inMemory()
        let known = TaskSighting.task("known", created: 10, begun: 11, finished: 12)
        try ledger.record([.task("known", created: 10)], .waiting)
        let long = TaskSighting.task("long", created: 10, begun: 11, finished: 100)
        let recorded = try ledger.record([known, long], .finish, at: 500, oldest: 100_000)
        #expect(recorded.wasHeld == [false, false])
        #expect(ledger.totals.types["WorkflowTask"]?.finished == 2)
    }

    private struct Death: Error {}

    /// A ledger of a task that is long finished, folded into the tables, and one that is so in the journal only; of one
    /// that was given up two windows ago; and of one that still waits.
    private static func prepare(_ ledger: AccountLedger) throws {
        let old = TaskSighting.task("old", created: 10, begun: 20, finished: 30)
        try ledger.record([old], .finish)
        for number in 0..<70 { try ledger.record([.task("w\(number)", created: 5)], .waiting) }
        try ledger.record([old], .finishFailed)
        try ledger.abandon((0..<69).map { "w\($0)" })
        _ = try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: nil)
    }

    /// Steps of forgetting; nothing is written before the first.
    private static let steps: [CommitStep] = [.folded, .written, .committed]

    @Test(arguments: steps)
    func `dying while finished tasks are forgotten leaves them all, or none`(step: CommitStep) throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try Self.prepare(ledger)
            ledger.onStep = { if $0 == step { throw Death() } }
            #expect(throws: LedgerError.self) { try ledger.forget(before: Self.hour, limit: 5) }
        }
        try state.withLedger { ledger in
            #expect(ledger.taskCount == (step == .committed ? 70 : 71))
            let rest = step == .committed ? 0 : 1
            let forgotten = try ledger.forget(before: Self.hour, limit: 5)
            #expect(forgotten == rest)
            #expect(ledger.taskCount == 70)
            #expect(ledger.totals.types["WorkflowTask"]?.finished == 1)
            #expect(ledger.totals.types["WorkflowTask"]?.submitted == 71)
        }
    }

    @Test(arguments: steps)
    func `dying while abandoned tasks are forgotten leaves them all, or none`(step: CommitStep) throws {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            try Self.prepare(ledger)
            ledger.onStep = { if $0 == step { throw Death() } }
            #expect(throws: LedgerError.self) {
                try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: [1])
            }
        }
        try state.withLedger { ledger in
            #expect(ledger.taskCount == (step == .committed ? 2 : 71))
            _ = try ledger.lookThrough(missing: [], forgetsAbandoned: true, bookmark: [1])
            #expect(ledger.taskCount == 2)
            #expect(ledger.awaited(since: .max).map(\.id) == ["w69"])
            #expect(ledger.totals.types["WorkflowTask"]?.submitted == 71)
        }
    }
}
