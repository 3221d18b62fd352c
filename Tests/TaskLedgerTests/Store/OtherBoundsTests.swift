import TaskLedger
import Testing

/// A state file that is opened with other bounds than those it was written with.
@Suite struct OtherBoundsTests {
    private static func layout(_ seconds: [Double]) -> HistogramLayout {
        let bounds = DurationBounds(seconds: seconds)
        return HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds)
    }

    private static func someLayout(using generator: inout SeededGenerator) -> HistogramLayout {
        let all: [Double] = [1, 2, 5, 10, 30, 60, 120, 300]
        let someSeconds = (0..<3).map { _ in all.filter { _ in generator.isOneIn(2) } }
        return HistogramLayout(
            wait: DurationBounds(seconds: someSeconds[0]), processing: DurationBounds(seconds: someSeconds[1]),
            turnaround: DurationBounds(seconds: someSeconds[2]))
    }

    @Test func `what was counted stays`() throws {
        let state = try TemporaryState()
        let rows = (0..<20).map { TaskSighting.task("t\($0)", created: 10, begun: 20, finished: 20 + Int64($0)) }
        try state.withLedger { ledger in
            // The journal is folded before a page that comes after another 64.
            for row in rows.prefix(10) { try ledger.record([row], .finish) }
            for number in 0..<60 { try ledger.record([.task("w\(number)", created: 10)], .waiting) }
            for row in rows.suffix(10) { try ledger.record([row], .finish) }
        }
        try state.withLedger(layout: Self.layout([3, 15])) { ledger in
            let totals = try #require(ledger.totals.types["WorkflowTask"])
            #expect(totals.processing.counts == [4, 12, 4])
            #expect(totals.processing.sumMilliseconds == 190_000)
            #expect(totals.wait.counts == [0, 20, 0])
        }
    }

    /// The newest task stands in the journal alone, which is read after the tables.
    @Test(arguments: [0, 1, 70])
    func `no exemplar is older than one that the journal tells of`(pages: Int) throws {
        let state = try TemporaryState()
        try state.withLedger(layout: Self.layout([10, 100])) { ledger in
            ledger.know(types: ["WorkflowTask"])
            for page in 0..<pages { try ledger.record([.task("w\(page)", created: 1)], .waiting) }
            try ledger.record([.task("old", created: 0, begun: 100, finished: 150)], .finish)
            try ledger.record([.task("new", created: 0, begun: 100, finished: 160)], .finish)
        }
        try state.withLedger(layout: Self.layout([20, 100])) { ledger in
            func processing() -> [String?] {
                ledger.totals.types["WorkflowTask"]?.processing.exemplars.map { $0?.taskID } ?? []
            }
            for (id, end, shown) in [("late", 155, nil), ("as new", 160, nil), ("newer", 161, "newer")]
                as [(String, Int64, String?)]
            {
                try ledger.record([.task(id, created: 0, begun: end - 60, finished: end)], .finish)
                #expect(processing() == [nil, shown, nil])
            }
        }
    }

    /// It would be the newest of its bucket until the year 9999.
    @Test(arguments: [0, 70])
    func `a task that ends in the future is counted, and keeps no other from being shown`(pages: Int) throws {
        let state = try TemporaryState()
        let bounds = Self.layout([10, 100])
        try state.withLedger(layout: bounds) { ledger in
            let moment: Int64 = 1_000_000
            try ledger.record([.task("odd", created: 0, begun: 0, finished: 253_402_300_799)], .finish, at: moment)
            for page in 0..<pages { try ledger.record([.task("w\(page)", created: 1)], .waiting, at: moment) }
        }
        try state.withLedger(layout: bounds) { ledger in
            func processing() -> DurationDistribution? { ledger.totals.types["WorkflowTask"]?.processing }
            #expect(processing()?.counts == [0, 0, 1])
            #expect(processing()?.exemplars == [nil, nil, nil])
            let moment: Int64 = 900_000
            try ledger.record([.task("next", created: 0, begun: 0, finished: 900 + 86_400)], .finish, at: moment)
            #expect(processing()?.counts == [0, 0, 2])
            #expect(processing()?.exemplars.map { $0?.taskID } == [nil, nil, "next"])
        }
    }

    /// As after a reload that was taken back, because another account's ledger could not be opened.
    @Test func `opening with other bounds alone changes nothing`() throws {
        let state = try TemporaryState()
        let before = try state.withLedger(layout: Self.layout([3600])) { ledger in
            ledger.know(types: ["WorkflowTask"])
            for seconds in [3599, 3600, 3601] as [Int64] {
                try ledger.record([.task("\(seconds)", created: 0, begun: 0, finished: seconds)], .finish)
            }
            return ledger.totals
        }
        let between = try state.withLedger(layout: Self.layout([60])) { $0.totals }
        #expect(between.types["WorkflowTask"]?.processing.counts == [0, 3])
        try state.withLedger(layout: Self.layout([3600])) { #expect($0.totals == before) }
    }

    @Test func `bounds that changed are written with the next page`() throws {
        let state = try TemporaryState()
        try state.withLedger(layout: Self.layout([3600])) { ledger in
            ledger.know(types: ["WorkflowTask"])
            try ledger.record([.task("a", created: 0, begun: 0, finished: 3600)], .finish)
            try ledger.record([.task("b", created: 0, begun: 0, finished: 3601)], .finish)
        }
        // One native bucket holds both, so that what is counted up to 3601 is known only here.
        try state.withLedger(layout: Self.layout([3601])) { ledger in
            try ledger.record([.task("c", created: 0, begun: 0, finished: 3602)], .finish)
            #expect(ledger.totals.types["WorkflowTask"]?.processing.counts == [2, 1])
        }
        try state.withLedger(layout: Self.layout([3601])) { ledger in
            #expect(ledger.totals.types["WorkflowTask"]?.processing.counts == [2, 1])
        }
    }

    /// Lives of a few pages each, each over bounds of its own, beside a ledger whose bounds never change.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `no total changes and no exemplar goes back, however often bounds change`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rows = Self.rows(using: &generator)
        let steady = try AccountLedger.inMemory(beginningAt: 1_000_000)
        let state = try TemporaryState()
        var shown = ShownExemplars()
        var next = 0
        while next < rows.count {
            let layout = Self.someLayout(using: &generator)
            try state.withLedger(beginningAt: 1_000_000, layout: layout) { ledger in
                ledger.know(types: ["WorkflowTask"])
                shown.show(ledger.totals)
                let pages = generator.isOneIn(4) ? 0 : Int.random(in: 1...12, using: &generator)
                for (listing, row) in rows.dropFirst(next).prefix(pages) {
                    try ledger.record([row], listing)
                    try steady.record([row], listing)
                    next += 1
                    shown.show(ledger.totals)
                }
                Self.expectSame(ledger.totals, steady.totals)
            }
        }
        #expect(shown.refused == [])
        #expect(shown.taken > 80)
    }

    /// Those of tasks as they happen, some of them late.
    private static func rows(
        using generator: inout SeededGenerator
    ) -> [(listing: TaskListing, sighting: TaskSighting)] {
        let rows = RandomTask.some(80, using: &generator).flatMap(\.rows).map { row in
            let time = row.sighting.finished.milliseconds ?? row.sighting.begun.milliseconds ?? 0
            return (seen: time + Int64.random(in: 0...60_000, using: &generator), row)
        }
        return rows.sorted { $0.seen < $1.seen }.map(\.1)
    }

    private static func expectSame(_ totals: AccountTotals, _ steady: AccountTotals) {
        #expect(totals.skipped == steady.skipped)
        #expect(totals.subTaskTypes == steady.subTaskTypes)
        for (type, sums) in steady.types {
            guard let found = totals.types[type] else {
                Issue.record("\(type) is gone")
                continue
            }
            #expect(
                [found.submitted, found.started, found.finished, found.failed]
                    == [sums.submitted, sums.started, sums.finished, sums.failed])
            for kind in DurationKind.allCases {
                #expect(found[kind].count == sums[kind].count)
                #expect(found[kind].sumMilliseconds == sums[kind].sumMilliseconds)
                #expect(found[kind].native == sums[kind].native)
            }
        }
    }
}

extension ShownExemplars {
    fileprivate mutating func show(_ totals: AccountTotals) {
        for (type, sums) in totals.types {
            for kind in DurationKind.allCases {
                show(sums[kind], over: totals.layout.bounds(of: kind), as: "\(type) \(kind.rawValue)")
            }
        }
    }
}
