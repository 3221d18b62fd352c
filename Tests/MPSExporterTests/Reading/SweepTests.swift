import MPSExporter
import Testing

/// Reading a listing whole.
@Suite struct SweepTests {
    private let day: Int64 = 86_400

    private func sweep() -> Sweep {
        Sweep(isFailed: false, createdLook: Moment.ago(15), finishedLook: Moment.ago(15))
    }

    private func page(_ rows: [ReadRow], token: String) -> ReadPage {
        ReadPage(rows: rows, token: token, totalCount: nil, moment: Moment.now)
    }

    @Test func `goes on from token to token to the end`() {
        var sweep = sweep()
        #expect(sweep.token == nil)
        let progress1 = sweep.take(page(ReadRow.tasks([20, 40]), token: "t60"), oldestByCreation: 0)
        #expect(progress1 == .goesOn)
        #expect(sweep.token == "t60")
        let progress2 = sweep.take(page(ReadRow.tasks([60, 80]), token: ""), oldestByCreation: 0)
        #expect(progress2 == .ended)
        #expect(sweep.pages == 2)
        #expect(sweep.newRows == 4)
        #expect(sweep.order.candidates == [.createdDescending, .finishedDescending])
    }

    @Test func `an empty listing is at its end at once`() {
        var sweep = sweep()
        let progress3 = sweep.take(page([], token: ""), oldestByCreation: 0)
        #expect(progress3 == .ended)
        #expect(sweep.newRows == 0)
    }

    private static let twentyAreEndured = Array(repeating: SweepProgress.goesOn, count: 20) + [.broken]

    @Test func `empty pages that promise more break it when there are more than twenty in a row`() {
        var sweep = sweep()
        let progress = (60...80).map { sweep.take(page([], token: "t\($0)"), oldestByCreation: 0) }
        #expect(progress == Self.twentyAreEndured)
    }

    @Test func `so does a token that leads back to its own page`() {
        var sweep = sweep()
        _ = sweep.take(page(ReadRow.tasks([20]), token: "t60"), oldestByCreation: 0)
        let progress = (0...20).map { _ in
            sweep.take(page(ReadRow.tasks([60]), token: "t60"), oldestByCreation: 0)
        }
        #expect(progress == Self.twentyAreEndured)
    }

    @Test func `so do ever new tokens behind which the same rows come, after as many as rows could explain`() {
        var sweep = sweep()
        let rows = ["a", "b", "c"].map { ReadRow.row($0, created: 20, finished: 10, wasHeld: true) }
        var calls = 0
        var progress = SweepProgress.goesOn
        while progress == .goesOn, calls < 10_000 {
            calls += 1
            progress = sweep.take(page(rows, token: "t\(calls)"), oldestByCreation: 0, held: 3)
        }
        #expect(progress == .broken)
        #expect(calls == (4 * 3 + 2_000) / 3 + 1)
    }

    @Test func `a listing whose rows come four times each is read to its end`() {
        var sweep = sweep()
        let rows = (1...100).map { ReadRow.row("\($0)", created: 20, finished: 10, wasHeld: true) }
        for number in 1...4_000 {
            let progress = sweep.take(page(rows, token: "t\(number)"), oldestByCreation: 0, held: 100_000)
            guard progress == .goesOn else { return #expect(progress == .goesOn, "page \(number)") }
        }
        let progress = sweep.take(page(rows, token: ""), oldestByCreation: 0, held: 100_000)
        #expect(progress == .ended)
    }

    @Test func `endures failed calls, twenty in a row are too many`() {
        var sweep = sweep()
        for _ in 1...19 { _ = sweep.endures() }
        _ = sweep.take(page(ReadRow.tasks([20]), token: "t60"), oldestByCreation: 0)
        let endured = (1...20).map { _ in sweep.endures() }
        #expect(endured == Array(repeating: true, count: 19) + [false])
        #expect(sweep.token == "t60")
    }

    @Test func `judges the order over the whole listing`() {
        var sweep = sweep()
        _ = sweep.take(page(ReadRow.tasks([20, 40]), token: "t30"), oldestByCreation: 0)
        _ = sweep.take(page(ReadRow.tasks([30, 80]), token: ""), oldestByCreation: 0)
        #expect(sweep.order.candidates.isEmpty)
    }

    @Test func `counts only rows that the ledger did not hold`() {
        var sweep = sweep()
        let rows = [ReadRow.row("a", created: 20, finished: 10, wasHeld: true), .row("b", created: 30, finished: 20)]
        _ = sweep.take(page(rows, token: ""), oldestByCreation: 0)
        #expect(sweep.newRows == 1)
    }

    @Test func `keeps the last page entry before which everything is old`() {
        var sweep = sweep()
        _ = sweep.take(page(ReadRow.tasks([90, 80], service: 1), token: "t70"), oldestByCreation: 0)
        _ = sweep.take(page(ReadRow.tasks([70, 20], service: 1), token: "t10"), oldestByCreation: 0)
        _ = sweep.take(page(ReadRow.tasks([10, 5], service: 1), token: ""), oldestByCreation: 0)
        #expect(sweep.tail == "t70")
    }

    @Test func `a task that is older than the window shows that the window counts from the finish`() {
        for (created, isLong) in [(6 * day, false), (8 * day, true)] {
            var sweep = sweep()
            let row = ReadRow.row("a", created: created, finished: 60)
            _ = sweep.take(page([row], token: ""), oldestByCreation: Moment.ago(7 * day))
            #expect(sweep.sawLongRunning == isLong)
        }
    }

    /// What a listing is remembered by that was read a minute ago, the newest first.
    private func remembered() -> ListingMemory {
        var memory = ListingMemory()
        memory.order.observe(ReadRow.tasks([10, 20], service: 1), after: nil)
        memory.createdLook = Moment.ago(60)
        memory.finishedLook = Moment.ago(60)
        return memory
    }

    @Test func `with a floor it ends where the newest first order says that the rest is known`() {
        var sweep = Sweep(
            isFailed: false, createdLook: Moment.now, finishedLook: Moment.now, floor: SweepFloor(remembered()))
        let above = sweep.take(page(ReadRow.tasks([40, 64], service: 1), token: "t66"), oldestByCreation: 0)
        #expect(above == .goesOn)
        let below = sweep.take(page(ReadRow.tasks([66, 70], service: 1), token: "t80"), oldestByCreation: 0)
        #expect(below == .ended)
        #expect(!sweep.isWhole)
    }

    @Test func `a floor is none once the order is contradicted`() {
        var sweep = Sweep(
            isFailed: false, createdLook: Moment.now, finishedLook: Moment.now, floor: SweepFloor(remembered()))
        let page1 = sweep.take(page(ReadRow.tasks([80, 20, 90], service: 1), token: "t1"), oldestByCreation: 0)
        #expect(page1 == .goesOn)
        let page2 = sweep.take(page(ReadRow.tasks([95], service: 1), token: ""), oldestByCreation: 0)
        #expect(page2 == .ended)
        #expect(sweep.isWhole)
    }

    @Test func `there is no floor without an order that lists the newest first`() {
        var memory = remembered()
        memory.order = OrderEvidence()
        #expect(SweepFloor(memory) == nil)
        memory.order.observe(ReadRow.tasks([20, 10], service: 1), after: nil)
        #expect(SweepFloor(memory) == nil)
    }
}
