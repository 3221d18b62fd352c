import MPSExporter
import Testing

/// How far down a poll reads where rows may be new far below the look: among the failed tasks, whose long ones are known to
/// have finished, but not yet whether they failed.
@Suite struct DeepLookTests {
    /// A listing by creation, newest first, of a task every minute for an hour; those created so many seconds ago are not
    /// held.
    private func listing(missing: Set<Int64>) -> PaperListing {
        let rows = ReadRow.tasks(stride(from: 60, to: 3_600, by: 60), service: 30)
        return PaperListing(rows, held: Set(rows.map(\.id)).subtracting(missing.map { "t\($0)" }))
    }

    private func reader(
        polls: Int = 0, deepLook: Int64? = Moment.ago(3_000), pages: Int = 50, filter: FilterBelief = .useless,
        doubtfulPolls: Int = 0, leavesDeepLook: Bool? = nil, tail: String? = nil
    ) -> FinishReader {
        var memory = ListingMemory.polled(filter: filter)
        memory.polls = polls
        memory.doubtfulPolls = doubtfulPolls
        memory.leavesDeepLook = leavesDeepLook
        memory.tail = tail
        return .reading(memory) {
            $0.trustsTotalCount = true
            $0.deepLook = deepLook
            $0.pages = pages
        }
    }

    @Test func `a sum that adds up spares reading on`() {
        var listing = listing(missing: [])
        var reader = reader()
        #expect(listing.read(with: &reader) == [.first])
        #expect(reader.reachedDeepLook)
    }

    @Test(arguments: [(0, 4, false), (1, 8, false), (3, 16, false), (7, 17, true)])
    func `without a sum it is read down to at growing depths`(_ polls: Int, _ calls: Int, _ isReached: Bool) {
        var listing = listing(missing: [2_940])
        listing.hasTotalCount = false
        var reader = reader(polls: polls)
        #expect(listing.read(with: &reader).count == calls)
        #expect(reader.newRows == (isReached ? 1 : 0))
        #expect(reader.reachedLook)
        #expect(reader.reachedDeepLook == isReached)
    }

    @Test func `a sum that only may add up spares nothing`() {
        var listing = listing(missing: [])
        var reader = reader(polls: 7)
        var calls = 0
        while let query = reader.next(), let page = listing.answer(query) {
            calls += 1
            reader.take(page, held: 57...60)
        }
        #expect(calls == 17)
        #expect(reader.unaccounted == 0)
        #expect(reader.reachedDeepLook)
    }

    @Test func `what stands deeper than a poll may read is left to a sweep`() {
        var listing = listing(missing: [2_400])
        var reader = reader(polls: 7, pages: 10)
        #expect(listing.read(with: &reader).count == 10)
        #expect(reader.reachedLook && reader.leavesDeepLook)
    }

    @Test(arguments: [(0, 5, false), (1, 9, false), (3, 14, true)])
    func `what the sum misses is looked for at growing depths`(_ polls: Int, _ calls: Int, _ isFound: Bool) {
        var listing = listing(missing: [2_400])
        var reader = reader(polls: polls)
        #expect(listing.read(with: &reader).count == calls)
        #expect(reader.reachedLook)
        #expect(reader.reachedDeepLook == isFound)
        #expect(reader.unaccounted == (isFound ? 0 : 1))
    }

    @Test(arguments: [(0, false), (1, true)])
    func `there is no doubt until all has been read down to it`(_ polls: Int, _ isReached: Bool) {
        // The row that is missing is none that may be new: it stands below the deep look.
        var listing = listing(missing: [3_540])
        var reader = reader(polls: polls, deepLook: Moment.ago(1_200), doubtfulPolls: 1)
        _ = listing.read(with: &reader)
        reader.close(createdLook: Moment.now, finishedLook: Moment.now)
        #expect(reader.reachedDeepLook == isReached)
        #expect(reader.memory.doubtfulPolls == (isReached ? 2 : 1))
    }

    @Test func `pages that are shorter than asked for leave the rest to a sweep`() {
        var listing = listing(missing: [2_400])
        listing.pageSize = 1
        var reader = reader(polls: 31)
        // As many calls as the rows would take by the page, and one.
        #expect(listing.read(with: &reader).count == 21)
        #expect(reader.leavesDeepLook)
    }

    @Test func `what was left to a sweep stays so until it was made, unless the sum adds up`() {
        for (missing, reaches) in [([Int64(2_400)], false), ([], true)] {
            var listing = listing(missing: Set(missing))
            var reader = reader(leavesDeepLook: true)
            _ = listing.read(with: &reader)
            #expect(reader.leavesDeepLook != reaches)
        }
    }

    @Test func `a window of finishes does not reach it: those that may be new were found later than they finished`() {
        var listing = listing(missing: [2_400])
        listing.filter = .finished(endsIncluded: true)
        var reader = reader(filter: .byFinish)
        let calls = listing.read(with: &reader)
        #expect(calls.contains { $0.window != nil })
        #expect(reader.reachedLook && !reader.reachedDeepLook)
    }

    @Test func `oldest first by creation it is passed over, so that only the sum or a sweep tells`() {
        for (missing, reaches) in [([Int64(2_400)], false), ([], true)] {
            var listing = listing(missing: Set(missing))
            listing.rows.reverse()
            var reader = reader(tail: "t180")
            _ = listing.read(with: &reader)
            #expect(reader.memory.order.candidates == [.createdAscending, .finishedAscending])
            #expect(reader.reachedLook)
            #expect(reader.leavesDeepLook != reaches)
        }
    }

    @Test func `unless the tail begins before it`() {
        var listing = listing(missing: [300])
        listing.rows.reverse()
        listing.hasTotalCount = false
        var reader = reader(deepLook: Moment.ago(600), tail: "t660")
        _ = listing.read(with: &reader)
        #expect(reader.newRows == 1)
        #expect(reader.reachedDeepLook && !reader.leavesDeepLook)
    }

    @Test func `a token that is refused on the way down leaves the rest to a sweep`() {
        var listing = listing(missing: [2_400])
        var reader = reader(polls: 7)
        var answered = 0
        while let query = reader.next() {
            answered += 1
            if answered == 3 {
                let goesOn = reader.fail(isRefusal: true)
                #expect(goesOn)
            } else if let page = listing.answer(query) {
                reader.take(page, held: listing.held.count...listing.held.count)
            }
        }
        #expect(answered == 3)
        #expect(reader.reachedLook && reader.leavesDeepLook)
    }

    @Test func `oldest first by finish it comes last`() {
        var rows = ReadRow.tasks(stride(from: 3_600, to: 60, by: -60), service: 30)
        rows.append(.row("long", created: 2_430, finished: 5))
        var listing = PaperListing(rows, held: rows.dropLast().map(\.id))
        listing.hasTotalCount = false
        var reader = reader(tail: "t180")
        _ = listing.read(with: &reader)
        #expect(reader.memory.order.candidates == [.finishedAscending])
        #expect(reader.newRows == 1)
        #expect(reader.reachedDeepLook)
    }

    @Test func `without one the look is all`() {
        var listing = listing(missing: [2_400])
        listing.hasTotalCount = false
        var reader = reader(deepLook: nil)
        #expect(listing.read(with: &reader) == [.first])
        #expect(reader.reachedDeepLook)
    }
}
