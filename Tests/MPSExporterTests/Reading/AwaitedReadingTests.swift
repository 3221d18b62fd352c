import MPSExporter
import Testing

/// How a poll looks for tasks that must have finished but do not stand at the new end.
@Suite struct AwaitedReadingTests {
    /// A listing by creation, newest first, a task every minute for ten hours; those awaited are not held.
    private func listing(awaiting: [AwaitedTask]) -> PaperListing {
        let rows = ReadRow.tasks(stride(from: 60, to: 36_000, by: 60), service: 30)
        return PaperListing(rows, held: Set(rows.map(\.id)).subtracting(awaiting.map(\.id)))
    }

    @Test func `an awaited task that stands on the first page needs no other call`() {
        let awaited = [AwaitedTask.awaited(120)]
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.awaited.isEmpty)
        #expect(reader.unaccounted == 0)
    }

    @Test func `where tokens are task ids, the listing is entered at the awaited task`() {
        let awaited = [AwaitedTask.awaited(30_000)]
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t30000")])
        #expect(reader.awaited.isEmpty)
    }

    @Test(arguments: [(0, false), (1, true)])
    func `a call at an awaited task that fails is done without where the task was looked for in vain`(
        fruitless: Int, goesOn: Bool
    ) {
        let awaited = [AwaitedTask.awaited(30_000, fruitlessJumps: fruitless)]
        var listing = listing(awaiting: awaited)
        var memory = ListingMemory.polled()
        memory.polls = 1
        var reader = FinishReader.reading(memory, awaiting: awaited, depth: 500)
        if let page = listing.answer(.first) { reader.take(page, held: nil) }
        #expect(reader.next() == .at("t30000"))
        let survives = reader.fail(isRefusal: false, mayLast: true)
        #expect(survives == goesOn)
        // It is looked for more rarely from now on.
        #expect(reader.awaited["t30000"]?.fruitlessJumps == fruitless + 1)
    }

    @Test func `tasks that no page shows together are entered at one by one`() {
        let awaited = [AwaitedTask.awaited(30_000), .awaited(30_360)]
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t30000"), .at("t30360")])
        #expect(reader.awaited.isEmpty)
    }

    @Test func `newest first is entered at the newer of two neighbours`() {
        let awaited = [AwaitedTask.awaited(360), .awaited(300)]
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 6)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t300")])
        #expect(reader.awaited.isEmpty)
    }

    @Test func `with opaque tokens what stands right behind the first page is read on to`() {
        let awaited = [AwaitedTask.awaited(300), .awaited(360)]
        var listing = listing(awaiting: awaited)
        listing.tokensAreTaskIDs = false
        var reader = FinishReader.reading(.polled(tokens: .opaque), awaiting: awaited, depth: 6)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("#t240")])
        #expect(reader.awaited.isEmpty)
    }

    @Test func `oldest first is entered at the older of two neighbours`() {
        let awaited = [AwaitedTask.awaited(30_060), .awaited(30_000)]
        var listing = listing(awaiting: awaited)
        listing.rows.reverse()
        var memory = ListingMemory.polled()
        memory.tail = "t120"
        var reader = FinishReader.reading(memory, awaiting: awaited, depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t120"), .at("t30060")])
        #expect(reader.awaited.isEmpty)
        #expect(reader.reachedLook)
    }

    @Test func `a dense stretch is read with as few calls as pages hold it`() {
        let awaited = stride(from: Int64(30_000), through: 30_480, by: 60).map { AwaitedTask.awaited($0) }
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t30000"), .at("t30180"), .at("t30360")])
        #expect(reader.awaited.isEmpty)
    }

    @Test func `a page that shows three tasks goes before one that shows another alone, until that one is due`() {
        let three = [30_000, 30_060, 30_120].map { AwaitedTask.awaited($0) }
        var alone = AwaitedTask.awaited(30_600)
        for (missed, first) in [(Int64(0), "t30000"), (2_400, "t30600")] {
            alone.missedAt = Moment.ago(missed)
            var listing = listing(awaiting: three + [alone])
            var reader = FinishReader.reading(awaiting: three + [alone], depth: 500)
            let calls = listing.read(with: &reader)
            #expect(calls.dropFirst().first == .at(first))
        }
    }

    @Test func `the task whose promise is nearest to being broken goes first`() {
        var short = AwaitedTask.awaited(600)
        short.missedAt = Moment.ago(15)
        let long = AwaitedTask.awaited(30_000)
        var listing = listing(awaiting: [short, long])
        var reader = FinishReader.reading(awaiting: [long, short], depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t600"), .at("t30000")])
    }

    @Test func `ids that the API refuses three times are not tried again`() {
        let awaited = [10_020, 20_040, 30_000, 34_980].map { AwaitedTask.awaited($0) }
        var listing = listing(awaiting: awaited)
        listing.refusesForeignTokens = true
        var reader = FinishReader.reading(awaiting: awaited, depth: 500)
        let calls = listing.read(with: &reader)
        #expect(calls.prefix(4) == [.first, .at("t10020"), .at("t20040"), .at("t30000")])
        #expect(!calls.contains(.at("t34980")))
        #expect(reader.memory.tokens == .onlyGiven)
    }

    @Test func `one refusal only passes over that task`() {
        let awaited = [AwaitedTask.awaited(10_020)]
        var listing = listing(awaiting: awaited)
        listing.rows.removeAll { $0.id == "t10020" }
        var reader = FinishReader.reading(awaiting: awaited, depth: 160)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t10020")])
        #expect(reader.memory.tokens == .taskID)
        #expect(reader.memory.refusedIDs == ["t10020"])
        #expect(reader.awaited["t10020"]?.fruitlessJumps == 1)
    }

    @Test func `a task that is refused again and again tells nothing of the others`() {
        var memory = ListingMemory.polled()
        for _ in 1...5 {
            let gone = [AwaitedTask.awaited(10_020)]
            var listing = listing(awaiting: gone)
            listing.rows.removeAll { $0.id == "t10020" }
            var reader = FinishReader.reading(memory, awaiting: gone, depth: 160)
            #expect(listing.read(with: &reader) == [.first, .at("t10020")])
            memory = reader.memory
        }
        #expect(memory.tokens == .taskID)
    }

    @Test func `once a sweep has ended, ids are tried again`() {
        var memory = ListingMemory.polled()
        for id in ["a", "b", "c"] { memory.noteRefusal(of: id) }
        #expect(memory.tokens == .onlyGiven)
        var sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0)
        let end = ReadPage(rows: [], token: "", totalCount: 0, moment: Moment.now)
        let progress = sweep.take(end, oldestByCreation: 0)
        #expect(progress == .ended)
        memory.adopt(sweep)
        #expect(memory.tokens == .taskID)
        for id in ["d", "e"] { memory.noteRefusal(of: id) }
        #expect(memory.tokens == .taskID)
        memory.noteRefusal(of: "f")
        #expect(memory.tokens == .onlyGiven)
    }

    @Test(arguments: [(0, [1, 2, 3, 4, 5, 6, 7, 8]), (1, [2, 4, 6, 8]), (2, [4, 8]), (3, [8])])
    func `a task that was not at its place is looked for at growing intervals`(_ fruitless: Int, _ polls: [Int]) {
        let awaited = [AwaitedTask.awaited(30_000, fruitlessJumps: fruitless)]
        let tried = (1...8).filter { poll in
            var memory = ListingMemory.polled()
            memory.polls = poll - 1
            var reader = FinishReader.reading(memory, awaiting: awaited, depth: 500)
            var listing = listing(awaiting: awaited)
            return listing.read(with: &reader).contains(.at("t30000"))
        }
        #expect(tried == polls)
    }

    @Test func `but not for longer than twice its promise, with two calls a second at most`() {
        let awaited = stride(from: Int64(3_000), to: 33_000, by: 300).map { created in
            AwaitedTask(id: "t\(created)", created: Moment.ago(created), missedAt: Moment.ago(created / 4))
        }
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 550) { $0.pollInterval = 40_000 }
        let calls = listing.read(with: &reader)
        #expect(calls.count == 1 + 80)
        #expect(reader.awaited.count == awaited.count - 80)
        let left = reader.awaited.values.map(\.created).max() ?? 0
        #expect(left < Moment.ago(20_000), "the shorter ones, whose promises are broken by more, went first")
    }

    @Test func `what exceeds the budget waits`() {
        let awaited = stride(from: Int64(3_000), to: 33_000, by: 300).map { AwaitedTask.awaited($0) }
        var listing = listing(awaiting: awaited)
        var reader = FinishReader.reading(awaiting: awaited, depth: 550)
        let allowed = ReadingBudget(missing: 100, newlyMissing: 100, depth: 550, pageSize: 3)
            .pages(newRows: 0, saved: 0)
        let calls = listing.read(with: &reader)
        #expect(calls.count == allowed)
        #expect(reader.awaited.count == 100 - (allowed - 1))
    }

    @Test(arguments: [(1, 5), (2, 9), (3, 5), (4, 17), (8, 33), (16, 65), (32, 101), (64, 101)])
    func `opaque tokens are followed to depths that grow with the intervals`(_ poll: Int, _ pages: Int) {
        let awaited = [AwaitedTask.awaited(30_000)]
        var listing = listing(awaiting: awaited)
        listing.rows.removeAll { $0.id == "t30000" }
        listing.tokensAreTaskIDs = false
        var memory = ListingMemory.polled(tokens: .opaque)
        memory.polls = poll - 1
        var reader = FinishReader.reading(memory, awaiting: awaited, depth: 300) { $0.pages = 200 }
        let calls = listing.read(with: &reader)
        #expect(calls.count == pages)
    }

    @Test func `missing rows that nothing awaited explains are looked for from the first page on`() {
        var listing = listing(awaiting: [.awaited(300)])
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t240")])
        #expect(reader.unaccounted == 0)
    }

    @Test func `the sum is compared after every page`() {
        var reader = FinishReader.reading(awaiting: [.awaited(30_000)], depth: 300)
        #expect(reader.unaccounted == nil)
        let rows = ReadRow.tasks([60, 120, 180], service: 30)
        reader.take(ReadPage(rows: rows, token: "t240", totalCount: 100, moment: Moment.now), held: 96...98)
        #expect(reader.unaccounted == 2)
        reader.take(
            ReadPage(rows: ReadRow.tasks([30_000]), token: "", totalCount: 100, moment: Moment.now), held: 99...101)
        #expect(reader.unaccounted == 0)
    }

    @Test func `more held than listed is below zero`() {
        var reader = FinishReader.reading()
        reader.take(ReadPage(rows: [], token: "", totalCount: 10, moment: Moment.now), held: 12...14)
        #expect(reader.unaccounted == -2)
    }

    @Test func `a doubt counts from poll to poll until the sum adds up`() {
        var memory = ListingMemory.polled()
        for expected in [1, 2, 0] {
            var reader = FinishReader.reading(memory)
            let held = expected == 0 ? 100 : 90
            reader.take(ReadPage(rows: [], token: "", totalCount: 100, moment: Moment.now), held: held...held)
            reader.close(createdLook: nil, finishedLook: Moment.now)
            memory = reader.memory
            #expect(memory.doubtfulPolls == expected)
        }
    }

    @Test func `a sum that stays below what is held is counted from poll to poll`() {
        var memory = ListingMemory.polled()
        for (total, expected) in [(99, 1), (99, 2), (nil, 2), (100, 0), (101, 0), (0, 1)] {
            var reader = FinishReader.reading(memory)
            let first = ReadPage(
                rows: ReadRow.tasks([2, 4]), token: "t6", totalCount: total, moment: Moment.now)
            reader.take(first, held: 100...102)
            // What a later page adds may have been listed since.
            reader.take(ReadPage(rows: [], token: "", totalCount: 9, moment: Moment.now), held: 110...112)
            reader.close(createdLook: nil, finishedLook: Moment.now)
            memory = reader.memory
            #expect(memory.lowSums == expected)
        }
    }

    @Test func `looks move on only if the new end was reached`() {
        var reader = FinishReader.reading()
        reader.close(createdLook: Moment.now, finishedLook: Moment.now)
        #expect(reader.memory.createdLook == Moment.ago(15))
        reader.take(ReadPage(rows: [], token: "", totalCount: 0, moment: Moment.now), held: 0...0)
        reader.close(createdLook: nil, finishedLook: Moment.now)
        #expect(reader.memory.finishedLook == Moment.ago(15))
        reader.close(createdLook: Moment.ago(1), finishedLook: Moment.now)
        #expect(reader.memory.createdLook == Moment.ago(1))
        #expect(reader.memory.finishedLook == Moment.now)
    }
}
