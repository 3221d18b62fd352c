import MPSExporter
import Testing

/// What pages show of the order of a listing.
@Suite struct OrderEvidenceTests {
    private func evidence(_ rows: [ReadRow], after previous: ReadRow? = nil) -> OrderEvidence {
        var evidence = OrderEvidence()
        var passed = PassedRows()
        passed.take(previous.map { [$0] } ?? [])
        evidence.observe(rows, after: passed)
        return evidence
    }

    @Test func `every order is possible before anything was seen`() {
        #expect(OrderEvidence().candidates == Set(ListingOrder.allCases))
        #expect(!OrderEvidence().isSettled)
    }

    @Test func `tasks that all take the same time leave two orders`() {
        #expect(evidence(ReadRow.tasks([10, 20, 30])).candidates == [.createdDescending, .finishedDescending])
        #expect(evidence(ReadRow.tasks([30, 20, 10])).candidates == [.createdAscending, .finishedAscending])
    }

    @Test func `one task that overtakes another leaves one`() {
        let overtaken: [ReadRow] = [.row("a", created: 20, finished: 1), .row("b", created: 30, finished: 9)]
        let overtaking: [ReadRow] = [.row("c", created: 20, finished: 9), .row("d", created: 30, finished: 1)]
        #expect(evidence(overtaken).candidates == [.createdDescending, .finishedDescending])
        #expect(evidence(overtaken + overtaking).candidates.isEmpty)
        #expect(evidence(overtaking).candidates == [.createdDescending, .finishedAscending])
    }

    @Test func `a page that comes again, or a row that comes twice, shows nothing`() {
        let rows = ReadRow.tasks([10, 20, 30])
        #expect(evidence(rows, after: rows.last).comparisons == 0)
        #expect(evidence(rows + rows).candidates == [.createdDescending, .finishedDescending])
    }

    @Test func `equal times show nothing`() {
        let evidence = evidence((0..<5).map { .row("\($0)", created: 10, finished: 5) })
        #expect(evidence.candidates.count == 4)
        #expect(!evidence.isSettled)
    }

    @Test func `a row without a time contradicts nothing`() {
        let rows = [
            ReadRow(id: "a", created: nil, finished: 3, wasHeld: false),
            ReadRow(id: "b", created: 2, finished: nil, wasHeld: false),
            ReadRow(id: "c", created: nil, finished: nil, wasHeld: false),
        ]
        #expect(!evidence(rows).isSettled)
    }

    @Test func `the last row of the page before is a neighbour`() {
        let page = ReadRow.tasks([20])
        #expect(evidence(page, after: .row("before", created: 10, finished: 5)).isSettled)
        #expect(!evidence(page).isSettled)
    }

    @Test(arguments: [(1, true), (5, true), (6, false)])
    func `a row may be out of place by as much as the API's clocks are apart`(_ seconds: Int64, _ holds: Bool) {
        let evidence = evidence(ReadRow.tasks([10, 30, 30 - seconds, 50]))
        #expect(evidence.candidates.contains(.createdDescending) == holds)
        #expect(evidence.isBlurred(.createdDescending) == holds)
    }

    @Test func `an order without a row out of place is not blurred`() {
        let evidence = evidence(ReadRow.tasks([10, 30, 30, 50]))
        #expect(!evidence.isBlurred(.createdDescending) && !evidence.isBlurred(.finishedDescending))
    }

    @Test func `many small steps contradict as one large one does, on one page or on several`() {
        let rows = ReadRow.tasks((20...40).reversed())
        #expect(evidence(rows).candidates == [.createdAscending, .finishedAscending])
        var paged = OrderEvidence()
        var passed = PassedRows()
        for first in stride(from: 0, to: rows.count, by: 3) {
            let page = Array(rows[first..<first + 3])
            paged.observe(page, after: passed)
            passed.take(page)
        }
        #expect(paged.candidates == [.createdAscending, .finishedAscending])
    }

    @Test func `rows that lie together show nothing`() {
        let evidence = evidence(ReadRow.tasks([30, 31, 29, 33, 28]))
        #expect(evidence.candidates.count == 4)
        #expect(!evidence.isSettled)
    }

    @Test func `what is contradicted stays so`() {
        var evidence = evidence(ReadRow.tasks([10, 30, 20]))
        evidence.observe(ReadRow.tasks(1...50), after: nil)
        #expect(evidence.candidates.isEmpty)
    }
}
