import TaskLedger
import Testing

/// The bounds of what the ledger holds of the API's window, against looking at every row.
@Suite struct HeldTests {
    private struct Row {
        var created: Int64?
        var finished: Int64
        var isFailed: Bool
    }

    private static let window: Int64 = 6_000_000
    private static let tolerance: Int64 = 5000

    private func expectBounds(
        _ ledger: AccountLedger, _ rows: some Collection<Row>, at moment: Int64, _ comment: Comment
    ) throws {
        for failed in [false, true] {
            for reading in WindowReading.allCases {
                let held = try ledger.held(
                    failed: failed, reading: reading, at: moment, window: Self.window, tolerance: Self.tolerance)
                let relevant = rows.filter { !failed || $0.isFailed }
                let edge = moment - Self.window
                func time(_ row: Row) -> Int64? { reading == .creation ? row.created : row.finished }
                let possible = relevant.filter { (time($0) ?? .max) >= edge - Self.tolerance }
                let inside = relevant.filter { (time($0) ?? .min) >= edge + Self.tolerance }
                let late = relevant.filter { $0.finished >= moment - Self.tolerance }
                #expect(held.upperBound == possible.count, comment)
                #expect(held.lowerBound == max(0, inside.count - late.count), comment)
            }
        }
    }

    @Test(arguments: 0..<25)
    func `agrees with looking at every row, wherever the window moves`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let state = try TemporaryState()
        var rows: [String: Row] = [:]
        var moment: Int64 = 1_760_000_000_000
        var compared = 0
        for life in 0..<4 {
            try state.withLedger { ledger in
                for step in 0..<40 {
                    try record(Int.random(in: 0...4, using: &generator), into: ledger, &rows, moment, &generator)
                    moment += Int64.random(in: -20_000...600_000, using: &generator)
                    if generator.isOneIn(10) { moment += 3_000_000 }
                    if generator.isOneIn(3) {
                        try expectBounds(ledger, rows.values, at: moment, "seed \(seed), step \(life).\(step)")
                        compared += rows.count
                        let depth = try ledger.depth(ofTaskCreatedAt: moment - 1_000_000, limit: 1000)
                        #expect(depth == rows.values.count { ($0.created ?? 0) >= moment - 1_000_000 })
                    }
                    guard generator.isOneIn(6) else { continue }
                    let oldest = moment - 2 * Self.window
                    let forgotten = try ledger.forget(before: oldest, limit: 10_000)
                    let kept = rows.filter { ($1.created ?? 0) >= oldest || $1.finished >= oldest }
                    #expect(forgotten == rows.count - kept.count)
                    rows = kept
                }
            }
        }
        #expect(compared > 300)
    }

    private func record(
        _ count: Int, into ledger: AccountLedger, _ rows: inout [String: Row], _ moment: Int64,
        _ generator: inout SeededGenerator
    ) throws {
        var page: [TaskSighting] = []
        let isFailed = generator.isOneIn(3)
        for _ in 0..<count {
            let known = generator.isOneIn(4) ? rows.randomElement(using: &generator)?.key : nil
            let id = known ?? "t\(generator.next())"
            let age = Int64.random(in: 0...9000, using: &generator) * 1000
            let finished = moment + 10_000 - age
            let created = generator.isOneIn(8) ? nil : finished - Int64.random(in: 0...3000, using: &generator) * 1000
            var row = rows[id] ?? Row(created: created, finished: finished, isFailed: false)
            // A CreateTime or another FinishTime may turn up.
            if known != nil { row.created = row.created ?? created }
            if known != nil, generator.isOneIn(3) { row.finished += 60_000 }
            row.isFailed = row.isFailed || isFailed
            rows[id] = row
            page.append(
                TaskSighting(
                    id: id, type: "a", created: row.created.map { .at($0) } ?? .unset, begun: .unset,
                    finished: .at(row.finished)))
        }
        try ledger.record(page, isFailed ? .finishFailed : .finish, at: moment)
    }

    @Test func `is exact where nothing stands at an edge`() throws {
        let ledger = try AccountLedger.inMemory()
        let rows = (0..<10).map { TaskSighting.task("t\($0)", created: 1000 + $0 * 100, begun: 0, finished: 5000) }
        try ledger.record(rows, .finish)
        let held = try ledger.held(
            failed: false, reading: .creation, at: 7_550_000, window: 6_000_000, tolerance: 5000)
        #expect(held == 4...4)
        #expect(
            try ledger.held(failed: true, reading: .creation, at: 7_550_000, window: 6_000_000, tolerance: 5000)
                == 0...0)
    }

    @Test func `rows that finished after the moment may count or not`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("t", created: 7000, begun: 7000, finished: 7600)], .finish)
        let held = try ledger.held(
            failed: false, reading: .finish, at: 7_550_000, window: 6_000_000, tolerance: 5000)
        #expect(held == 0...1)
    }

    @Test func `FINISH without a FinishTime stands at the moment at which it was first seen`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("t", created: 1000)], .finish, at: 3_000_000)
        try ledger.record([.task("t", created: 1000)], .finish, at: 9_000_000)
        func held(at moment: Int64) throws -> ClosedRange<Int> {
            try ledger.held(failed: false, reading: .finish, at: moment, window: 6_000_000, tolerance: 5000)
        }
        #expect(try held(at: 8_990_000) == 1...1)
        #expect(try held(at: 9_010_000) == 0...0)
    }

    @Test func `a depth counts at most to its limit`() throws {
        let ledger = try AccountLedger.inMemory()
        let rows = (0..<30).map { TaskSighting.task("t\($0)", created: 1000 + $0, begun: 0, finished: 5000) }
        try ledger.record(rows, .finish)
        #expect(try ledger.depth(ofTaskCreatedAt: 1_010_000, limit: 1000) == 20)
        #expect(try ledger.depth(ofTaskCreatedAt: 1_010_000, limit: 7) == 7)
        #expect(try ledger.depth(ofTaskCreatedAt: 9_000_000, limit: 7) == 0)
    }
}
