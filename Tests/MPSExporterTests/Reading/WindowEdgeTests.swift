import MPSExporter
import Testing

/// How long the API lists a task, as learned from sums.
@Suite struct WindowEdgeTests {
    private static let documented: Int64 = 168 * 3_600_000

    /// An edge that has learned from sums which add up for windows so many seconds longer than documented.
    private static func learned(_ sums: [ClosedRange<Int64>]) -> WindowEdge {
        var edge = WindowEdge()
        for seconds in sums {
            edge.learn { (seconds.lowerBound * 1_000...seconds.upperBound * 1_000).contains($0 - documented) }
        }
        return edge
    }

    private static func windows(_ seconds: ClosedRange<Int64>) -> ClosedRange<Int64> {
        documented + seconds.lowerBound * 1_000...documented + seconds.upperBound * 1_000
    }

    @Test func `at first clocks may be five seconds apart`() {
        #expect(WindowEdge().windows == Self.windows(-5...5))
    }

    @Test(
        arguments: [
            ([-5...5], -5...5), ([-2...9], -2...5), ([-5...1, -1...5], -1...1), ([-5...0, 0...5], 0...0),
            ([3...3], 3...3),
        ] as [([ClosedRange<Int64>], ClosedRange<Int64>)])
    func `every sum leaves the windows for which it adds up`(sums: [ClosedRange<Int64>], left: ClosedRange<Int64>) {
        #expect(Self.learned(sums).windows == Self.windows(left))
    }

    @Test func `sums that contradict each other leave all between them`() {
        #expect(Self.learned([0...0, 1...1]).windows == Self.windows(0...1))
        #expect(Self.learned([-3...(-2), 1...4]).windows == Self.windows(-3...4))
    }

    @Test func `and the next one decides again`() {
        #expect(Self.learned([0...0, 1...1, 1...5]).windows == Self.windows(1...1))
    }

    @Test func `a sum that adds up for no window says nothing`() {
        #expect(Self.learned([-1...0, 6...9]).windows == Self.windows(-1...0))
    }

    @Test func `the longest window is asked for first`() {
        var asked: [Int64] = []
        var edge = WindowEdge()
        edge.learn { window in
            asked.append(window)
            return true
        }
        #expect(asked == asked.sorted(by: >) && asked.count == 11)
    }

    // What it is for: by finish, oldest first, the first page shows neither new rows nor the window's edge.

    private static let rows = ReadRow.tasks(stride(from: 600, through: 60, by: -60), service: 10)

    /// The calls of a poll that enters the new end at a kept token.
    private static func calls(likelyHeld: Int?, newRow: Bool = false) -> (calls: [PageQuery], reader: FinishReader) {
        var listing = PaperListing(rows, held: rows.map(\.id))
        if newRow { listing.rows.append(.row("new", created: 20, finished: 3)) }
        var memory = ListingMemory.polled()
        memory.tail = "t120"
        var reader = FinishReader.reading(memory)
        var calls: [PageQuery] = []
        while let query = reader.next(), let page = listing.answer(query) {
            calls.append(query)
            let rows = listing.held.count
            reader.take(page, held: rows - 2...rows + 1, likelyHeld: query == .first ? likelyHeld : nil)
        }
        return (calls, reader)
    }

    @Test func `a sum that adds up by what was learned needs no call at the new end`() {
        let read = Self.calls(likelyHeld: Self.rows.count)
        #expect(read.calls == [.first])
        #expect(read.reader.reachedLook)
    }

    @Test func `one that does not, or is not known to, leads to the new end`() {
        for likelyHeld in [Self.rows.count - 1, Self.rows.count + 1, nil] {
            let read = Self.calls(likelyHeld: likelyHeld)
            #expect(read.calls.count > 1 && read.calls.first == .first)
        }
    }

    @Test func `rows that were too new to enter at are entered at once the sum says that all is known`() {
        var memory = ListingMemory.polled()
        memory.order.observe([.row("a", created: 50, finished: 20), .row("b", created: 90, finished: 10)], after: nil)
        memory.tail = "t120"
        func tail(after seconds: Int64, likelyHeld: Int?) -> String? {
            memory.laterTail = TailEntry(token: "t60", time: Moment.ago(seconds))
            var reader = FinishReader.reading(memory)
            var listing = PaperListing(Self.rows, held: Self.rows.map(\.id))
            if let page = listing.answer(.first) { reader.take(page, held: 8...11, likelyHeld: likelyHeld) }
            return reader.memory.tail
        }
        #expect(tail(after: 6, likelyHeld: 10) == "t60")
        #expect(tail(after: 5, likelyHeld: 10) == "t120")
        #expect(tail(after: 6, likelyHeld: 9) == "t120")
    }

    @Test func `only a reading that found nothing and missed nothing has a sum to learn from`() throws {
        let atRest = Self.calls(likelyHeld: nil)
        let sum = try #require(atRest.reader.sumAtRest)
        #expect(sum.totalCount == Self.rows.count && sum.moment == Moment.now)
        let found = Self.calls(likelyHeld: nil, newRow: true)
        #expect(found.reader.newRows == 1 && found.reader.sumAtRest == nil)
    }
}
