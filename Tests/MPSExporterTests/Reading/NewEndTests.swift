import MPSExporter
import Testing

/// How far a poll reads at the end of the listing where new rows appear, in each order.
@Suite struct NewEndTests {
    @Test func `newest first with nothing new needs one call`() {
        let rows = ReadRow.tasks(stride(from: 60, to: 600, by: 60))
        var listing = PaperListing(rows, held: rows.map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.reachedLook)
        #expect(reader.unaccounted == 0)
    }

    @Test func `newest first is read down to where all was known at the last poll`() {
        let rows = ReadRow.tasks([2, 4, 6, 8, 30, 40, 50, 60, 70, 80], service: 1)
        var listing = PaperListing(rows, held: rows.suffix(6).map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t8")])
        #expect(reader.newRows == 4)
        #expect(reader.reachedLook)
    }

    @Test func `rows that the last poll may just have missed are read again`() {
        // The clocks of the API may be 5 seconds apart: 15 to 20 seconds ago is not known for certain.
        let rows = ReadRow.tasks([16, 17, 18, 19, 40, 50, 60], service: 0)
        var listing = PaperListing(rows, held: rows.dropFirst().map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t19")])
    }

    @Test func `unless a whole page of them is known`() {
        let rows = ReadRow.tasks([16, 17, 18, 19, 40, 50, 60], service: 0)
        var listing = PaperListing(rows, held: rows.map(\.id))
        var memory = ListingMemory.polled()
        memory.order.observe(rows.suffix(2), after: nil)
        var reader = FinishReader.reading(memory)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.reachedLook)
    }

    @Test func `and nothing asks for more calls: awaited tasks allow some, and one below known rows is found`() {
        let rows = ReadRow.tasks([16, 17, 18, 19, 40, 50, 60], service: 0)
        var listing = PaperListing(rows, held: Set(rows.map(\.id)).subtracting(["t19"]))
        listing.hasTotalCount = false
        var memory = ListingMemory.polled()
        memory.order.observe(rows.suffix(2), after: nil)
        var reader = FinishReader.reading(memory, awaiting: [.awaited(50)], depth: 6)
        let calls = listing.read(with: &reader)
        #expect(calls.prefix(2) == [.first, .at("t19")])
        #expect(reader.newRows == 1)
    }

    /// A memory of a listing, newest first, that has shown rows out of place by two seconds.
    private var blurred: ListingMemory {
        var memory = ListingMemory.polled()
        memory.order.observe(ReadRow.tasks([100, 120, 118, 140], service: 0), after: nil)
        return memory
    }

    @Test func `where rows stand out of place, one below known rows is found`() {
        let rows = ReadRow.tasks([16, 18, 17, 19, 40, 50, 60], service: 0)
        var listing = PaperListing(rows, held: Set(rows.map(\.id)).subtracting(["t19"]))
        listing.hasTotalCount = false
        var reader = FinishReader.reading(blurred)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t19")])
        #expect(reader.newRows == 1)
        #expect(reader.memory.order.candidates == [.createdDescending, .finishedDescending])
        #expect(reader.reachedLook)
    }

    @Test func `that costs nothing where the first page reaches further`() {
        let rows = ReadRow.tasks([16, 18, 21, 19, 40, 50, 60], service: 0)
        var listing = PaperListing(rows, held: rows.map(\.id))
        listing.hasTotalCount = false
        var reader = FinishReader.reading(blurred)
        #expect(listing.read(with: &reader) == [.first])
        #expect(reader.reachedLook)
    }

    @Test func `by finish, newest first, is read by the times of finish`() {
        // The longest task has just finished; by creation it would stand last.
        let rows: [ReadRow] = [
            .row("long", created: 9_000, finished: 3), .row("a", created: 100, finished: 5),
            .row("b", created: 200, finished: 8), .row("c", created: 90, finished: 30),
            .row("d", created: 400, finished: 40), .row("e", created: 70, finished: 50),
            .row("f", created: 500, finished: 60),
        ]
        var listing = PaperListing(rows, held: ["c", "d", "e", "f"])
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("c")])
        #expect(reader.memory.order.candidates == [.finishedDescending])
        #expect(reader.reachedLook)
    }

    @Test func `an order that nothing could contradict is not believed`() {
        let rows = (1...7).map { ReadRow.row("t\($0)", created: 500, finished: 400) }
        var listing = PaperListing(rows, held: rows.map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t4"), .at("t7")])
        #expect(!reader.memory.order.isSettled)
    }

    @Test func `oldest first is entered at the kept token, which moves along`() {
        let rows = ReadRow.tasks([90, 80, 70, 60, 50, 40, 30, 5, 4], service: 1)
        var listing = PaperListing(rows, held: rows.prefix(7).map(\.id))
        var memory = ListingMemory.polled()
        memory.tail = "t60"
        var reader = FinishReader.reading(memory)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t60"), .at("t30")])
        #expect(reader.reachedLook)
        #expect(reader.memory.tail == "t30")
    }

    @Test(arguments: [(0, "t28"), (1, "t27"), (6, "t22"), (8, "t20"), (12, "t20")])
    func `oldest first is entered earlier by as many young rows as leave room for the new ones`(
        _ new: Int, _ entry: String
    ) {
        let rows = ReadRow.tasks((20...59).reversed(), service: 1)
        var listing = PaperListing(rows, held: rows.dropLast(new).map(\.id))
        listing.pageSize = 10
        listing.hasTotalCount = false
        var memory = ListingMemory.polled()
        memory.order.observe(rows.suffix(2), after: nil)
        memory.tail = "t39"
        var reader = FinishReader.reading(memory) { $0.pageSize = 10 }
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t39"), .at("t29")])
        #expect(reader.reachedLook)
        #expect(reader.memory.tail == entry)
    }

    @Test func `with opaque tokens oldest first is entered where a page began`() {
        let rows = ReadRow.tasks((20...59).reversed(), service: 1)
        var listing = PaperListing(rows, held: rows.map(\.id))
        listing.pageSize = 10
        listing.hasTotalCount = false
        listing.tokensAreTaskIDs = false
        var memory = ListingMemory.polled(tokens: .opaque)
        memory.order.observe(rows.suffix(2), after: nil)
        memory.tail = "#t39"
        var reader = FinishReader.reading(memory) { $0.pageSize = 10 }
        _ = listing.read(with: &reader)
        #expect(reader.memory.tail == "#t29")
    }

    @Test(arguments: [(3_599, false), (3_600, true)])
    func `a sum is proven once an hour, as it adds up also where it is capped`(seconds: Int64, isProven: Bool) {
        let rows = ReadRow.tasks([90, 80, 70, 60, 50, 4], service: 1)
        var listing = PaperListing(rows, held: rows.prefix(5).map(\.id))
        listing.totalCountCap = 5
        var memory = ListingMemory.polled()
        memory.tail = "t60"
        memory.finishedLook = Moment.ago(seconds)
        var reader = FinishReader.reading(memory)
        let calls = listing.read(with: &reader)
        #expect(calls == (isProven ? [.first, .at("t60")] : [.first]))
        reader.close(createdLook: Moment.now, finishedLook: Moment.now)
        #expect(reader.memory.finishedLook == (isProven ? Moment.now : Moment.ago(seconds)))
    }

    @Test func `oldest first with a sum that adds up needs one call`() {
        let rows = ReadRow.tasks([90, 80, 70, 60, 50])
        var listing = PaperListing(rows, held: rows.map(\.id))
        var memory = ListingMemory.polled()
        memory.tail = "t60"
        var reader = FinishReader.reading(memory)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.reachedLook)
    }

    @Test func `oldest first without a token near its end is left to a sweep`() {
        let rows = ReadRow.tasks([90, 80, 70, 60, 50, 5])
        var listing = PaperListing(rows, held: rows.prefix(5).map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(!reader.reachedLook)
        #expect(reader.unaccounted == 1)
    }

    @Test func `a kept token that the API refuses is forgotten`() {
        let rows = ReadRow.tasks([90, 80, 70, 60, 50, 5])
        var listing = PaperListing(rows, held: rows.prefix(5).map(\.id))
        var memory = ListingMemory.polled()
        memory.tail = "gone"
        var reader = FinishReader.reading(memory)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("gone")])
        #expect(!reader.reachedLook)
        #expect(reader.memory.tail == nil)
    }

    @Test func `oldest first tells when its oldest task was created`() {
        var listing = PaperListing(ReadRow.tasks([90, 80, 70, 60, 50], service: 1))
        var memory = ListingMemory.polled()
        var early = FinishReader.reading(memory)
        let empty = ReadPage(rows: [], token: "", totalCount: 0, moment: Moment.now)
        let unknown = early.oldestListed(with: empty)
        #expect(unknown == nil)
        memory.order.observe(ReadRow.tasks([90, 80]), after: nil)
        var reader = FinishReader.reading(memory)
        let oldest = listing.answer(.first).flatMap { reader.oldestListed(with: $0) }
        #expect(oldest == Moment.ago(90))
        // Where rows stand out of place, the oldest may be the next but one.
        memory.order.observe(ReadRow.tasks([90, 80, 82]), after: nil)
        var blurred = FinishReader.reading(memory)
        let unsure = listing.answer(.first).flatMap { blurred.oldestListed(with: $0) }
        #expect(unsure == nil)
    }

    @Test(arguments: [(Moment.now, "#t28"), (Moment.ago(30), "#t37")])
    func `oldest first is entered before all that was created while WAITING and PROCESSING were read`(
        _ createdLook: Int64, _ entry: String
    ) {
        let rows = ReadRow.tasks((20...59).reversed(), service: 1)
        var listing = PaperListing(rows, held: rows.map(\.id))
        listing.pageSize = 9
        listing.hasTotalCount = false
        listing.tokensAreTaskIDs = false
        var memory = ListingMemory.polled(tokens: .opaque)
        memory.order.observe(rows.suffix(20), after: nil)
        memory.tail = "#t46"
        var reader = FinishReader.reading(memory) {
            $0.pageSize = 9
            $0.createdLook = createdLook
        }
        _ = listing.read(with: &reader)
        #expect(reader.memory.tail == entry)
    }

    @Test func `in no order only the first page is read`() {
        let rows = ReadRow.tasks([50, 90, 60, 80, 70, 40, 5])
        var listing = PaperListing(rows, held: rows.prefix(6).map(\.id))
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.memory.order.candidates.isEmpty)
        #expect(!reader.reachedLook)
    }

    @Test func `a later page that contradicts the order ends the belief`() {
        let rows = ReadRow.tasks([2, 4, 6, 22, 8, 10, 30, 40], service: 1)
        var listing = PaperListing(rows)
        var reader = FinishReader.reading()
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t22")])
        #expect(reader.memory.order.candidates.isEmpty)
        #expect(!reader.reachedLook)
    }

    @Test func `neighbours across two pages are compared too`() {
        let rows = ReadRow.tasks([2, 4, 16, 5, 8, 10, 30, 40], service: 1)
        var listing = PaperListing(rows)
        var reader = FinishReader.reading()
        _ = listing.read(with: &reader)
        #expect(reader.memory.order.candidates.isEmpty)
    }

    @Test func `no more than the allowed pages are read`() {
        let rows = ReadRow.tasks(1...14, service: 0)
        var listing = PaperListing(rows)
        var reader = FinishReader.reading { limits in
            limits.pages = 2
            limits.chasesMissing = false
        }
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, .at("t4")])
        #expect(!reader.reachedLook)
    }

    @Test func `while a sweep is to read everything, a poll does not`() {
        let rows = ReadRow.tasks(stride(from: 100, to: 1_000, by: 10))
        var listing = PaperListing(rows)
        var reader = FinishReader.reading { $0.chasesMissing = false }
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.reachedLook)
    }
}
