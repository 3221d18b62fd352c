import TaskLedger
import Testing

/// A ledger that is closed and opened again is the ledger that stayed open.
@Suite struct ReopeningTests {
    /// What a ledger shows.
    private struct Face: Equatable {
        var totals: AccountTotals
        var bookmark: [UInt8]?
        var taskCount: Int
        var awaited: [String]
        var held: [ClosedRange<Int>]

        init(_ ledger: AccountLedger) throws {
            totals = ledger.totals
            bookmark = ledger.bookmark
            taskCount = ledger.taskCount
            awaited = ledger.awaited(since: .max).map { "\($0.id) \($0.created)" }
            held = try [(false, WindowReading.creation), (true, .creation), (false, .finish), (true, .finish)].map {
                try ledger.held(failed: $0, reading: $1, at: 1_500_000, window: 300_000, tolerance: 3000)
            }
        }
    }

    private static func pages(
        _ count: Int, size: Int, using generator: inout SeededGenerator
    ) -> [(listing: TaskListing, rows: [TaskSighting])] {
        let tasks = RandomTask.some(count * size / 2, using: &generator)
        return (0..<count).map { _ in
            let listing = TaskListing.allCases.randomElement(using: &generator) ?? .finish
            let rows = (0..<size).compactMap { _ in
                tasks.randomElement(using: &generator)?.rows.first { $0.listing == listing }?.sighting
            }
            return (listing, rows)
        }
    }

    /// Enough pages, or tasks, for the journal to be folded several times.
    @Test(arguments: [(230, 4, 7), (230, 4, 1), (12, 2500, 2)])
    func `continues as if it had never been closed`(count: Int, size: Int, life: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let pages = Self.pages(count, size: size, using: &generator)
        let steady = try AccountLedger.inMemory(beginningAt: 1_000_000)
        let state = try TemporaryState()
        var next = 0
        while next < pages.count {
            try state.withLedger(beginningAt: Int64(1_000_000 + next)) { ledger in
                #expect(ledger.epoch == 1_000_000)
                for page in pages[next...].prefix(life) {
                    let bookmark = next % 3 == 0 ? [UInt8(next % 251)] : nil
                    let moment = Int64(2_000_000 + next)
                    let expected = try steady.record(
                        page.rows, in: page.listing, at: moment, pass: 1, bookmark: bookmark)
                    let recorded = try ledger.record(
                        page.rows, in: page.listing, at: moment, pass: 1, bookmark: bookmark)
                    #expect(recorded == expected)
                    next += 1
                }
                #expect(try Face(ledger) == Face(steady), "after page \(next)")
            }
        }
        #expect(steady.taskCount > count)
        #expect(steady.unfinishedCount > 0)
    }

    private struct Death: Error {}

    /// The page before which the journal is folded, and one before which it is not.
    @Test(arguments: CommitStep.allCases, [3, 64])
    func `dying at a step leaves nothing of the page, or all of it`(step: CommitStep, page: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let pages = Self.pages(66, size: 5, using: &generator)
        let state = try TemporaryState()
        var before: Face?
        var inMemory: Face?
        try state.withLedger(beginningAt: 1_000_000) { ledger in
            for page in pages.prefix(page) { try ledger.record(page.rows, page.listing) }
            before = try Face(ledger)
            ledger.onStep = { if $0 == step { throw Death() } }
            let dying = pages[page]
            #expect(throws: LedgerError.self) {
                try ledger.record(dying.rows, in: dying.listing, at: 0, pass: 1, bookmark: [1, 2, 3])
            }
            inMemory = try Face(ledger)
        }
        #expect(inMemory == before)
        try state.withLedger { ledger in
            guard step == .committed else {
                #expect(try Face(ledger) == before)
                return
            }
            #expect(ledger.bookmark == [1, 2, 3])
            let reopened = try Face(ledger)
            #expect(reopened != before)
            // Reading the page again adds nothing.
            ledger.onStep = { _ in }
            try ledger.record(pages[page].rows, pages[page].listing)
            #expect(try Face(ledger) == reopened)
        }
    }

    @Test func `goes on with the same ledger after a commit that failed`() throws {
        let ledger = try AccountLedger.inMemory()
        try ledger.record([.task("a", created: 1)], .waiting)
        ledger.onStep = { if $0 == .written { throw Death() } }
        #expect(throws: LedgerError.self) { try ledger.record([.task("b", created: 2)], .waiting) }
        #expect(throws: LedgerError.self) { try ledger.save(bookmark: [9]) }
        #expect(ledger.taskCount == 1)
        #expect(ledger.bookmark == nil)
        ledger.onStep = { _ in }
        try ledger.record([.task("b", created: 2)], .waiting)
        try ledger.save(bookmark: [9])
        #expect(ledger.totals.types["WorkflowTask"]?.submitted == 2)
        #expect(ledger.bookmark == [9])
    }

    @Test func `the order of types survives, whether they were known, seen or counted`() throws {
        let state = try TemporaryState()
        try state.withLedger(beginningAt: 1000) { ledger in
            ledger.know(types: ["WorkflowTask", "EditMediaTask"])
            try ledger.record([.task("a", type: "Old", created: 0, begun: 0, finished: 0)], .finish)
            try ledger.record([.task("b", type: "ScheduleTask", created: 5)], .waiting)
            #expect(ledger.totals.typeOrder == ["WorkflowTask", "EditMediaTask", "Old", "ScheduleTask"])
        }
        try state.withLedger { ledger in
            #expect(ledger.totals.typeOrder == ["WorkflowTask", "EditMediaTask", "Old", "ScheduleTask"])
            ledger.know(types: ["EditMediaTask", "LiveProcessTask"])
            #expect(ledger.totals.typeOrder.last == "LiveProcessTask")
        }
    }
}
