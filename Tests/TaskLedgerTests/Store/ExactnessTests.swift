import TaskLedger
import Testing

/// The totals are a function of the tasks' own times: of nothing that happens on the way.
@Suite struct ExactnessTests {
    private static let epoch: Int64 = 1_000_000

    private struct Death: Error {}

    private static func pages(
        of tasks: [RandomTask], using generator: inout SeededGenerator
    ) -> [(listing: TaskListing, rows: [TaskSighting])] {
        // Every task stands in FINISH, and in as much of what comes before as polls happened to see; some rows twice.
        var rows = tasks.flatMap { task in
            task.rows.filter { $0.listing.isFinish || generator.isOneIn(2) }
        }
        rows += rows.filter { _ in generator.isOneIn(3) }
        let listings = Dictionary(grouping: rows.shuffled(using: &generator), by: \.listing)
        var pages: [(listing: TaskListing, rows: [TaskSighting])] = []
        for listing in TaskListing.allCases {
            var rest = (listings[listing] ?? []).map(\.sighting)[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...12, using: &generator)
                pages.append((listing, Array(rest.prefix(size))))
                rest = rest.dropFirst(size)
            }
        }
        return pages.shuffled(using: &generator)
    }

    @Test(arguments: 0..<40)
    func `any order of pages and rows, with repetitions, gives the same totals`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let tasks = RandomTask.some(150, using: &generator)
        let ledger = try AccountLedger.inMemory(beginningAt: Self.epoch)
        for page in Self.pages(of: tasks, using: &generator) { try ledger.record(page.rows, page.listing) }
        TrueTotals(of: tasks, epoch: Self.epoch).expectEqual(ledger.totals, "seed \(seed)")
        #expect(ledger.taskCount == 150)
        #expect(ledger.unfinishedCount == 0)
    }

    @Test(arguments: 0..<12)
    func `dying at any step of any commit and starting again loses nothing and counts nothing twice`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed + 1000)
        let tasks = RandomTask.some(120, using: &generator)
        var rest = Self.pages(of: tasks, using: &generator)[...]
        let state = try TemporaryState()
        while !rest.isEmpty {
            let life = Int.random(in: 1...30, using: &generator)
            let step = CommitStep.allCases.randomElement(using: &generator) ?? .begun
            try state.withLedger(beginningAt: Self.epoch) { ledger in
                for page in rest.prefix(life) {
                    try ledger.record(page.rows, page.listing)
                    rest.removeFirst()
                }
                ledger.onStep = { if $0 == step { throw Death() } }
                // The reader does not know whether the page was committed, and reads it again in its next life.
                if let page = rest.first { _ = try? ledger.record(page.rows, page.listing) }
            }
        }
        try state.withLedger { ledger in
            TrueTotals(of: tasks, epoch: Self.epoch).expectEqual(ledger.totals, "seed \(seed)")
            #expect(ledger.taskCount == 120)
        }
    }
}
