import MPSExporter
import Testing

/// Pages that no client may hope to be spared.
@Suite struct PageGuardTests {
    private func page(_ rows: [ReadRow], token: String, total: Int? = nil) -> ReadPage {
        ReadPage(rows: rows, token: token, totalCount: total, moment: Moment.now)
    }

    @Test func `empty pages that promise more end the reading down, at the fourth in a row`() {
        var reader = FinishReader.reading()
        reader.take(page(ReadRow.tasks([2, 4, 6], service: 1), token: "t8"), held: nil)
        for token in ["t9", "t10", "t11"] {
            reader.take(page([], token: token), held: nil)
            #expect(reader.next() == .at(token))
        }
        reader.take(page([], token: "t12"), held: nil)
        #expect(reader.next() == nil)
        #expect(!reader.reachedLook)
    }

    @Test func `a page that leads back to itself ends the reading down, at the fourth time in a row`() {
        var reader = FinishReader.reading()
        reader.take(page(ReadRow.tasks([2, 4, 6], service: 1), token: "t8"), held: nil)
        for _ in 1...3 {
            reader.take(page(ReadRow.tasks([8, 9, 10], service: 1), token: "t8"), held: nil)
            #expect(reader.next() == .at("t8"))
        }
        reader.take(page(ReadRow.tasks([8, 9, 10], service: 1), token: "t8"), held: nil)
        #expect(reader.next() == nil)
        #expect(!reader.reachedLook)
    }

    @Test func `a later page's TotalCount is not that of the listing`() {
        var reader = FinishReader.reading()
        reader.take(page(ReadRow.tasks([2, 4, 6], service: 1), token: "t8"), held: 3...3)
        reader.take(page(ReadRow.tasks([8, 9, 10], service: 1), token: "t12", total: 3), held: 6...6)
        #expect(reader.unaccounted == nil)
    }

    @Test func `an empty page at the end is the end`() {
        var reader = FinishReader.reading()
        reader.take(page([], token: "", total: 0), held: 0...0)
        #expect(reader.next() == nil)
        #expect(reader.reachedLook)
    }

    @Test func `a row that comes twice contradicts no order`() {
        var reader = FinishReader.reading()
        let rows = ReadRow.tasks([20, 40, 40, 20, 60], service: 1)
        reader.take(page(Array(rows.prefix(3)), token: "t60"), held: nil)
        #expect(reader.memory.order.candidates == [.createdDescending, .finishedDescending])
    }

    @Test func `a token whose task has moved makes no ids of what were opaque tokens, nor the other way round`() {
        for (belief, learned) in [(TokenBelief.taskID, TokenBelief.taskID), (.unknown, .opaque)] {
            var reader = FinishReader.reading(.polled(tokens: belief))
            reader.take(page(ReadRow.tasks([2, 4, 6], service: 1), token: "t8"), held: nil)
            reader.take(page(ReadRow.tasks([9, 10, 90], service: 1), token: "t95"), held: nil)
            #expect(reader.memory.tokens == learned)
        }
    }

    @Test func `a listing that grows while it is read is read on where it was`() {
        let rows = ReadRow.tasks([2, 4, 6, 8, 10, 12, 40, 50, 60, 70], service: 1)
        var listing = PaperListing(rows)
        var reader = FinishReader.reading()
        var calls: [PageQuery] = []
        while let query = reader.next(), calls.count < 10 {
            calls.append(query)
            guard let page = listing.answer(query) else { break }
            reader.take(page, held: nil)
            listing.rows.insert(.row("new\(calls.count)", created: 1, finished: 0), at: 0)
        }
        #expect(calls == [.first, .at("t8"), .at("t40")])
        #expect(reader.reachedLook)
        #expect(reader.memory.order.candidates.contains(.createdDescending))
    }

    @Test func `a failed call ends the poll`() {
        var reader = FinishReader.reading()
        let goesOn = reader.fail(isRefusal: false)
        #expect(!goesOn)
        #expect(reader.next() == nil)
        #expect(!reader.reachedLook)
    }

    @Test func `a refused first page ends the poll`() {
        var reader = FinishReader.reading()
        let goesOn = reader.fail(isRefusal: true)
        #expect(!goesOn)
        #expect(reader.next() == nil)
    }

    /// A poll in which the probe of the time filter fails, and what is kept of it; returns whether it went on all the same.
    private func failProbe(_ memory: inout ListingMemory, mayLast: Bool) -> Bool {
        var reader = FinishReader.reading(memory)
        reader.take(
            ReadPage(rows: ReadRow.tasks([16, 20, 24]), token: "", totalCount: nil, moment: Moment.now), held: nil)
        #expect(reader.next()?.window != nil)
        let goesOn = reader.fail(isRefusal: false, mayLast: mayLast)
        (memory.failedAside, memory.filter) = (reader.memory.failedAside, reader.memory.filter)
        return goesOn
    }

    @Test func `a probe that fails in three polls in a row is done without, and no filter used`() {
        var memory = ListingMemory.polled(filter: .untried)
        let goesOn = (1...3).map { _ in failProbe(&memory, mayLast: true) }
        #expect(goesOn == [false, false, true])
        #expect(memory.filter == .refused)
    }

    @Test func `what fails because the API is out of reach is asked for again at every poll`() {
        var memory = ListingMemory.polled(filter: .untried)
        let goesOn = (1...5).map { _ in failProbe(&memory, mayLast: false) }
        #expect(goesOn == Array(repeating: false, count: 5))
        #expect(memory.filter == .untried)
    }

    @Test func `a reading ends, whatever the pages are`() {
        var random = SeededGenerator(seed: 1)
        var longest = 0
        for _ in 0..<5_000 {
            var memory = ListingMemory.polled(
                tokens: random.pick([.unknown, .taskID, .opaque, .onlyGiven]),
                filter: random.pick([.untried, .refused, .useless, .byCreation, .byFinish]))
            memory.polls = Int.random(in: 0...64, using: &random)
            memory.tail = random.pick([nil, "t7"])
            let awaited = (0..<random.pick([0, 1, 20])).map { _ in
                AwaitedTask.awaited(Int64.random(in: 0...300, using: &random))
            }
            var reader = FinishReader.reading(memory, awaiting: awaited, depth: random.pick([0, 300])) { limits in
                limits.pages = 10
            }
            while reader.next() != nil, reader.pages < 1_000 {
                if random.chance(5) {
                    guard reader.fail(isRefusal: random.chance(50)) else { break }
                }
                reader.take(Self.anyPage(&random), held: random.pick([nil, 5...9, 40...40]))
            }
            longest = max(longest, reader.pages)
        }
        #expect(longest < 100)
        #expect(longest > 10)
    }

    private static func anyPage(_ random: inout SeededGenerator) -> ReadPage {
        let rows = (0..<random.pick([0, 1, 3])).map { _ in
            let created = Int64.random(in: 0...300, using: &random)
            return ReadRow.row(
                "t\(created)", created: created, finished: created - random.pick([0, 1, 200]),
                wasHeld: random.chance(50))
        }
        return ReadPage(
            rows: rows, token: random.pick(["", "t\(Int.random(in: 0...300, using: &random))"]),
            totalCount: random.pick([nil, 7, 100, 1_000_000]), moment: Moment.now)
    }
}
