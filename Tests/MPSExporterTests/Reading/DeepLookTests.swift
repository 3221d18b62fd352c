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

    private func reader(polls: Int = 0, deepLook: Int64? = Moment.ago(3_000), pages: Int = 50) -> FinishReader {
        var memory = ListingMemory.polled()
        memory.polls = polls
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
        #expect(!reader.reachedLook)
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

    @Test func `is no doubt until all has been read down to it`() {
        for (polls, doubts) in [(0, 0), (1, 1)] {
            // The row that is missing is none that may be new: it stands below the deep look.
            var listing = listing(missing: [3_540])
            var reader = reader(polls: polls, deepLook: Moment.ago(1_200))
            _ = listing.read(with: &reader)
            reader.close(createdLook: Moment.now, finishedLook: Moment.now)
            #expect(reader.reachedDeepLook == (doubts > 0))
            #expect(reader.memory.doubtfulPolls == doubts)
        }
    }

    @Test func `without one the look is all`() {
        var listing = listing(missing: [2_400])
        listing.hasTotalCount = false
        var reader = reader(deepLook: nil)
        #expect(listing.read(with: &reader) == [.first])
        #expect(reader.reachedDeepLook)
    }
}
