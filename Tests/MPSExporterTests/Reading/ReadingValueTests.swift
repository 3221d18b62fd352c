import MPSExporter
import Testing

/// The budget of a poll.
@Suite struct ReadingBudgetTests {
    @Test(arguments: [
        (0, 0, 0, 1), (1, 0, 0, 2), (100, 0, 0, 2), (101, 0, 0, 3), (1, 99, 0, 3), (1, 100, 0, 4), (1, 100_000, 0, 21),
        (0, 0, 150, 3), (50, 0, 150, 3), (5_000, 5_000, 0, 62),
    ])
    func `a poll may call once, once for each hundred rows and for the logarithm of the depth`(
        _ missing: Int, _ depth: Int, _ newRows: Int, _ calls: Int
    ) {
        let budget = ReadingBudget(missing: missing, newlyMissing: missing, depth: depth, pageSize: 100)
        #expect(budget.pages(newRows: newRows, saved: 0) == calls)
    }

    @Test(arguments: [(0.0, 6), (0.9, 6), (1.0, 7), (2.5, 8), (-2.0, 4), (-6.0, 0)])
    func `rows that were missing before add a fifth of what they fill, and what earlier polls saved is added`(
        _ saved: Double, _ calls: Int
    ) {
        let budget = ReadingBudget(missing: 1_100, newlyMissing: 100, depth: 100, pageSize: 100)
        #expect(budget.pages(newRows: 0, saved: saved) == calls)
    }

    @Test(arguments: [(0.0, 1, 3.0), (1.5, 4, 1.5), (0.0, 5, -1.0), (0.0, 60, -10.0), (29.0, 1, 30.0)])
    func `what a poll does not spend is saved, and what it has to overspend is owed, within limits`(
        _ before: Double, _ spent: Int, _ after: Double
    ) {
        let budget = ReadingBudget(missing: 500, newlyMissing: 100, depth: 100, pageSize: 100)
        #expect(budget.saved(before: before, newRows: 0, spent: spent) == after)
    }

    @Test(arguments: [700, 5_000, 100_000])
    func `growing depths cost the logarithm on average`(_ depth: Int) {
        let budget = ReadingBudget(missing: 1, newlyMissing: 1, depth: depth, pageSize: 100)
        let sum = (1...1_024).reduce(0) { $0 + budget.depth(atPoll: $1, newRows: 0) }
        #expect(sum <= 1_024 * (1 + budget.pages(newRows: 0, saved: 0)))
        #expect((1...1_024).contains { budget.depth(atPoll: $0, newRows: 0) == 1 + budget.depthInPages })
    }
}

/// How much of the promise to an awaited task is used up.
@Suite struct AwaitedTaskTests {
    private func urgency(turnaround: Int64, missed: Int64) -> Double {
        let task = AwaitedTask(
            id: "t", created: Moment.ago(missed + turnaround), missedAt: Moment.ago(missed))
        return task.urgency(at: Moment.now, pollInterval: 15_000)
    }

    @Test func `a short task is to be counted within two polls`() {
        #expect(urgency(turnaround: 60, missed: 0) == 0.5)
        #expect(urgency(turnaround: 60, missed: 15) == 1)
        #expect(urgency(turnaround: 300, missed: 15) == 1)
    }

    @Test func `a long task within a tenth of its turnaround`() {
        #expect(urgency(turnaround: 30_000, missed: 0) == 0.005)
        #expect(urgency(turnaround: 30_000, missed: 2_985) == 1)
    }

    @Test func `a task without a readable CreateTime is taken for a short one`() {
        let task = AwaitedTask(id: "t", created: 0, missedAt: Moment.ago(15))
        #expect(task.urgency(at: Moment.now, pollInterval: 15_000) == 1)
    }

    @Test func `late by far is overdue`() {
        for (missed, isOverdue) in [(Int64(0), false), (100, false), (120, true)] {
            let task = AwaitedTask(id: "t", created: Moment.ago(200), missedAt: Moment.ago(missed))
            #expect(FinishReader.reading(.polled(tokens: .opaque), awaiting: [task]).hasOverdue == isOverdue)
        }
    }

    @Test(arguments: [(0, false), (1, false), (2, true)])
    func `where it can be entered at, not before it was missed there twice`(_ misses: Int, _ isOverdue: Bool) {
        let task = AwaitedTask(
            id: "t", created: Moment.ago(400), missedAt: Moment.ago(300), fruitlessJumps: misses)
        #expect(FinishReader.reading(awaiting: [task]).hasOverdue == isOverdue)
    }

    @Test(arguments: [(Int64(2_300), false), (2_500, true)])
    func `nor, if it never was looked for, before sixteen times its promise`(_ missed: Int64, _ isOverdue: Bool) {
        // Half an hour long, it was promised within three minutes but for the time to the next poll.
        let task = AwaitedTask(id: "t", created: Moment.ago(missed + 1_500), missedAt: Moment.ago(missed))
        #expect(FinishReader.reading(awaiting: [task]).hasOverdue == isOverdue)
    }
}

/// What a token is.
@Suite struct TokenBeliefTests {
    private let row = ReadRow.row("t1", created: 9, finished: 8)

    @Test func `a page that begins with its token's task shows that tokens are ids`() {
        #expect(TokenBelief.unknown.learned(token: "t1", first: row) == .taskID)
        #expect(TokenBelief.opaque.learned(token: "t1", first: row) == .taskID)
    }

    @Test func `another token shows that they are not, unless they were`() {
        #expect(TokenBelief.unknown.learned(token: "x", first: row) == .opaque)
        #expect(TokenBelief.taskID.learned(token: "x", first: row) == .taskID)
    }

    @Test func `ids that were refused stay refused`() {
        #expect(TokenBelief.onlyGiven.learned(token: "t1", first: row) == .onlyGiven)
    }
}
