import MPSExporter
import Testing

/// What trying StartTime and EndTime shows, and what it is used for.
@Suite struct TimeFilterTests {
    private func listing(_ filter: PaperListing.Filter) -> PaperListing {
        let rows = ReadRow.tasks(stride(from: 100, to: 10_000, by: 50), service: 47)
        var listing = PaperListing(rows, held: rows.map(\.id))
        listing.filter = filter
        return listing
    }

    /// Around the FinishTime, then around the CreateTime of the first row.
    private let byFinish = PageQuery(window: Moment.ago(55)...Moment.ago(51))
    private let byCreation = PageQuery(window: Moment.ago(102)...Moment.ago(98))

    @Test func `a filter by finish shows at the first trial`() {
        for endsIncluded in [true, false] {
            var listing = listing(.finished(endsIncluded: endsIncluded))
            var reader = FinishReader.reading(.polled(filter: .untried))
            let calls = listing.read(with: &reader)
            #expect(calls == [.first, byFinish])
            #expect(reader.memory.filter == .byFinish)
        }
    }

    @Test func `a filter by creation shows at the second`() {
        for endsIncluded in [true, false] {
            var listing = listing(.created(endsIncluded: endsIncluded))
            var reader = FinishReader.reading(.polled(filter: .untried))
            let calls = listing.read(with: &reader)
            #expect(calls == [.first, byFinish, byCreation])
            #expect(reader.memory.filter == .byCreation)
        }
    }

    @Test func `a filter without effect is useless`() {
        var listing = listing(.ignored)
        var reader = FinishReader.reading(.polled(filter: .untried))
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, byFinish, byCreation])
        #expect(reader.memory.filter == .useless)
    }

    @Test(arguments: [FilterBelief.refused, .useless])
    func `a filter that was given up is tried again a day later, by whatever clock`(belief: FilterBelief) {
        var memory = ListingMemory.polled(filter: belief)
        for (hour, expected): (Int64, FilterBelief) in [
            (10, belief), (33, belief), (5, belief), (28, belief), (29, .untried),
        ] {
            let moment = Moment.now + hour * 3_600_000
            memory = FinishReader(memory: memory, awaited: [], depth: 0, moment: moment, limits: ReadingLimits()).memory
            #expect(memory.filter == expected, "after \(hour) hours")
        }
        #expect(memory.filterGivenUp == nil)
    }

    @Test func `a filter of use stays in use`() {
        var memory = ListingMemory.polled(filter: .byFinish)
        for day: Int64 in 0...9 {
            let moment = Moment.now + day * 86_400_000
            memory = FinishReader(memory: memory, awaited: [], depth: 0, moment: moment, limits: ReadingLimits()).memory
        }
        #expect(memory.filter == .byFinish && memory.filterGivenUp == nil)
    }

    @Test func `a refused filter is not asked for again`() {
        var listing = listing(.refused)
        var reader = FinishReader.reading(.polled(filter: .untried))
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, byFinish])
        #expect(reader.memory.filter == .refused)
        #expect(reader.reachedLook)
        var next = FinishReader.reading(reader.memory)
        let later = listing.read(with: &next)
        #expect(later == [.first])
    }

    /// A filter by begin before tasks that wait for long and finish right after they began, but for one.
    private func beginListing(telling: Int?) -> PaperListing {
        var listing = listing(.begun)
        for (index, row) in listing.rows.enumerated() where index != telling {
            listing.rows[index].begun = row.finished.map { $0 - 2_000 }
        }
        return listing
    }

    @Test func `a filter by begin does not pass for one by finish where tasks finish right after their begin`() {
        var listing = beginListing(telling: nil)
        var reader = FinishReader.reading(.polled(filter: .untried))
        #expect(listing.read(with: &reader) == [.first])
        #expect(reader.memory.filter == .untried)
    }

    @Test(arguments: [0, 4])
    func `but for a useless one, as soon as one is processed for longer`(_ others: Int) {
        var listing = beginListing(telling: 2)
        // In a busy second the rows of the others fill a page.
        listing.rows += (0..<others).map { .row("b\($0)", created: 20_000, begun: 155, finished: 153) }
        var reader = FinishReader.reading(.polled(filter: .untried))
        let calls = listing.read(with: &reader)
        #expect(calls.prefix(2) == [.first, PageQuery(window: Moment.ago(155)...Moment.ago(151))])
        #expect(reader.memory.filter == .useless)
    }

    @Test func `times that lie together can show nothing, so the trial waits`() {
        let rows = ReadRow.tasks(stride(from: 100, to: 1_000, by: 50), service: 10)
        var listing = PaperListing(rows, held: rows.map(\.id))
        var reader = FinishReader.reading(.polled(filter: .untried))
        let calls = listing.read(with: &reader)
        #expect(calls == [.first])
        #expect(reader.memory.filter == .untried)
    }

    @Test func `a filter by finish shows all that finished since the last poll, wherever it stands`() {
        let awaited = [AwaitedTask.awaited(9_000), .awaited(5_000)]
        var listing = listing(.finished(endsIncluded: true))
        for (index, row) in listing.rows.enumerated() where awaited.contains(where: { $0.id == row.id }) {
            listing.rows[index].finished = Moment.ago(3)
            listing.held.remove(row.id)
        }
        var reader = FinishReader.reading(.polled(tokens: .opaque, filter: .byFinish), awaiting: awaited, depth: 180)
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, PageQuery(window: Moment.ago(20)...Moment.now + 5_000)])
        #expect(reader.awaited.isEmpty)
        #expect(reader.reachedLook)
    }

    @Test func `a window of more than a page is read on with the same bounds`() {
        var listing = listing(.finished(endsIncluded: true))
        let awaited = (20..<27).map { listing.rows[$0].id }
        for index in 20..<27 {
            listing.rows[index].finished = Moment.ago(3)
            listing.held.remove(listing.rows[index].id)
        }
        let tasks = awaited.map { AwaitedTask(id: $0, created: Moment.ago(1_000), missedAt: Moment.now) }
        var reader = FinishReader.reading(.polled(filter: .byFinish), awaiting: tasks, depth: 30)
        let window = Moment.ago(20)...Moment.now + 5_000
        let calls = listing.read(with: &reader)
        #expect(
            calls == [
                .first, PageQuery(window: window), PageQuery(token: awaited[3], window: window),
                PageQuery(token: awaited[6], window: window),
            ])
    }

    @Test func `without a usable order a filter by creation shows what is new`() {
        let rows = ReadRow.tasks([500, 5, 900, 300, 3, 700, 100])
        var listing = PaperListing(rows, held: ["t500", "t900", "t300", "t700", "t100"])
        listing.filter = .created(endsIncluded: false)
        var reader = FinishReader.reading(.polled(tokens: .opaque, filter: .byCreation))
        let calls = listing.read(with: &reader)
        #expect(calls == [.first, PageQuery(window: Moment.ago(20)...Moment.now + 5_000)])
        #expect(reader.reachedLook)
        #expect(reader.unaccounted == 0)
    }

    @Test func `a filter by creation leads to an awaited task, whether or not it includes its bounds`() {
        for endsIncluded in [true, false] {
            let awaited = [AwaitedTask.awaited(9_000)]
            var listing = listing(.created(endsIncluded: endsIncluded))
            listing.held.remove("t9000")
            listing.tokensAreTaskIDs = false
            var reader = FinishReader.reading(
                .polled(tokens: .opaque, filter: .byCreation), awaiting: awaited, depth: 180)
            let calls = listing.read(with: &reader)
            #expect(calls == [.first, PageQuery(window: Moment.ago(9_001)...Moment.ago(8_999))])
            #expect(reader.awaited.isEmpty)
        }
    }

    @Test func `a row outside of the window ends the belief`() {
        let awaited = [AwaitedTask.awaited(9_000)]
        var listing = listing(.ignored)
        listing.held.remove("t9000")
        var reader = FinishReader.reading(.polled(tokens: .opaque, filter: .byFinish), awaiting: awaited, depth: 180)
        _ = listing.read(with: &reader)
        #expect(reader.memory.filter == .useless)
    }

    @Test func `a filter that the API comes to refuse is given up, and the reading goes on without`() {
        let awaited = [AwaitedTask.awaited(9_000)]
        var listing = listing(.refused)
        listing.held.remove("t9000")
        var reader = FinishReader.reading(.polled(filter: .byFinish), awaiting: awaited, depth: 180)
        let calls = listing.read(with: &reader)
        #expect(calls.last == .at("t9000"))
        #expect(reader.memory.filter == .refused)
        #expect(reader.awaited.isEmpty)
    }
}
