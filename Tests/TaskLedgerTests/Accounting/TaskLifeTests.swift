import TaskLedger
import Testing

/// What several sightings of one task amount to.
@Suite struct TaskLifeTests {
    private static let epoch: Int64 = 1000

    private func counted(_ sightings: [(TaskListing, TaskSighting)]) throws -> AccountTotals {
        let ledger = try AccountLedger.inMemory(beginningAt: Self.epoch * 1000)
        for (listing, sighting) in sightings { try ledger.record([sighting], listing, at: 9_000_000) }
        return ledger.totals
    }

    private func skipped(_ totals: AccountTotals, _ kind: DurationKind, _ reason: SkipReason) -> Int64 {
        totals.skipped[SkippedDuration(kind: kind, reason: reason)] ?? 0
    }

    @Test func `counts a whole life once, whichever of its listings were seen`() throws {
        let waiting = (TaskListing.waiting, TaskSighting.task("t", created: 1010))
        let processing = (TaskListing.processing, TaskSighting.task("t", created: 1010, begun: 1020))
        let finish = TaskSighting.task("t", subTaskTypes: ["a", "b", "a"], created: 1010, begun: 1020, finished: 1050)
        let seen = [waiting, processing, (.finish, finish), (.finish, finish), (.finishFailed, finish)]
        let whole = try counted(seen)
        let totals = try #require(whole.types["WorkflowTask"])
        #expect([totals.submitted, totals.started, totals.finished, totals.failed] == [1, 1, 1, 1])
        #expect(totals.wait.sumMilliseconds == 10_000)
        #expect(totals.processing.sumMilliseconds == 30_000)
        #expect(totals.turnaround.sumMilliseconds == 40_000)
        #expect(whole.subTaskTypes == ["a": 1, "b": 1])
        for start in 1...4 { #expect(try counted(Array(seen[start...])) == whole) }
        #expect(try counted([seen[4], seen[2], seen[1], seen[0]]) == whole)
    }

    @Test func `a BeginProcessTime in WAITING is not believed`() throws {
        let totals = try counted([(.waiting, .task("t", created: 1010, begun: 1020, finished: 1030))])
        #expect(totals.types["WorkflowTask"]?.started == 0)
        #expect(totals.types["WorkflowTask"]?.finished == 0)
        #expect(totals.types["WorkflowTask"]?.submitted == 1)
    }

    @Test func `a FinishTime in PROCESSING is not believed`() throws {
        let totals = try counted([(.processing, .task("t", created: 1010, begun: 1020, finished: 1030))])
        #expect(totals.types["WorkflowTask"]?.finished == 0)
        #expect(totals.types["WorkflowTask"]?.started == 1)
        #expect(totals.types["WorkflowTask"]?.turnaround.count == 0)
    }

    @Test func `a FinishTime that shows up after the task was counted changes nothing`() throws {
        let unset = try counted([(.finish, .task("t", created: 1010, begun: 1020))])
        #expect(unset.types["WorkflowTask"]?.finished == 1)
        #expect(skipped(unset, .processing, .finishUnset) == 1)
        #expect(skipped(unset, .turnaround, .finishUnset) == 1)
        let late = try counted([
            (.finish, .task("t", created: 1010, begun: 1020)),
            (.finish, .task("t", created: 1010, begun: 1020, finished: 1050)),
        ])
        #expect(late == unset)
    }

    @Test func `FINISH without a FinishTime counts by CreateTime, and later by the FinishTime`() throws {
        let old = TaskSighting.task("t", created: 990, begun: 995)
        #expect(try counted([(.finish, old)]).types["WorkflowTask"]?.finished == 0)
        let late = try counted([(.finish, old), (.finish, .task("t", created: 990, begun: 995, finished: 1005))])
        #expect(late.types["WorkflowTask"]?.finished == 1)
        #expect(late.types["WorkflowTask"]?.turnaround.sumMilliseconds == 15_000)
    }

    @Test func `a task that was known as failed before it counted as finished is counted as failed then`() throws {
        let old = TaskSighting.task("t", created: 990, begun: 995)
        let late = TaskSighting.task("t", created: 990, begun: 995, finished: 1005)
        let failedFirst = try counted([(.finishFailed, old), (.finish, late)])
        #expect(failedFirst.types["WorkflowTask"]?.failed == 1)
        #expect(try counted([(.finish, old), (.finishFailed, late)]) == failedFirst)
    }

    @Test func `a task that never began skips wait and processing, and did not start`() throws {
        let totals = try counted([
            (.waiting, .task("t", created: 1010)), (.finish, .task("t", created: 1010, finished: 1050)),
        ])
        #expect(totals.types["WorkflowTask"]?.started == 0)
        #expect(totals.types["WorkflowTask"]?.finished == 1)
        #expect(totals.types["WorkflowTask"]?.turnaround.sumMilliseconds == 40_000)
        #expect(totals.skipped.values.reduce(0, +) == 2)
        #expect(skipped(totals, .wait, .beginUnset) == 1)
        #expect(skipped(totals, .processing, .beginUnset) == 1)
    }

    @Test func `a BeginProcessTime that shows up after the task was counted as finished changes nothing`() throws {
        let never = (TaskListing.finish, TaskSighting.task("t", created: 1010, finished: 1050))
        let late = (TaskListing.finish, TaskSighting.task("t", created: 1010, begun: 1020, finished: 1050))
        #expect(try counted([never, late]) == counted([never]))
    }

    @Test func `a task that began before the epoch finishes without a wait`() throws {
        let totals = try counted([(.finish, .task("t", created: 900, begun: 950, finished: 1050))])
        let counts = try #require(totals.types["WorkflowTask"])
        #expect([counts.submitted, counts.started, counts.finished] == [0, 0, 1])
        #expect(counts.wait.count == 0)
        #expect(counts.processing.sumMilliseconds == 100_000)
        #expect(totals.skipped.isEmpty)
    }

    @Test func `a task that finished before the epoch is not counted, but its type is known`() throws {
        let totals = try counted([(.finish, .task("t", type: "EditMediaTask", created: 900, begun: 950, finished: 999))]
        )
        #expect(totals.typeOrder == ["EditMediaTask"])
        #expect(totals.types["EditMediaTask"] == TaskTypeTotals(layout: .test))
    }

    @Test func `an unreadable CreateTime is not counted as submitted, and skips what needs it`() throws {
        var row = TaskSighting.task("t", created: nil, begun: 1020, finished: 1050)
        row.created = .unparsable
        let totals = try counted([(.finish, row)])
        let counts = try #require(totals.types["WorkflowTask"])
        #expect([counts.submitted, counts.started, counts.finished] == [0, 1, 1])
        #expect(skipped(totals, .wait, .unparsable) == 1)
        #expect(skipped(totals, .turnaround, .unparsable) == 1)
        #expect(counts.processing.sumMilliseconds == 30_000)
    }

    @Test func `begun before created: the wait is negative and the task still counts`() throws {
        let totals = try counted([(.finish, .task("t", created: 1020, begun: 1010, finished: 1050))])
        #expect(totals.types["WorkflowTask"]?.started == 1)
        #expect(skipped(totals, .wait, .negative) == 1)
    }

    @Test func `times at the ends of what can be written do not trap`() throws {
        let extremes: [SightedTime] = [
            .at(.min), .at(0), .at(.max), .at(253_402_300_799_000), .at(-62_167_219_200_000),
        ]
        let ledger = try AccountLedger.inMemory(beginningAt: .min)
        var rows: [TaskSighting] = []
        for created in extremes {
            for begun in extremes {
                for finished in extremes {
                    rows.append(
                        TaskSighting(
                            id: "\(rows.count)", type: "a", created: created, begun: begun, finished: finished))
                }
            }
        }
        for listing in TaskListing.allCases { try ledger.record(rows, listing) }
        #expect(ledger.totals.types["a"]?.finished == 125)
        #expect(ledger.totals.types["a"]?.turnaround.sumMilliseconds ?? -1 > 0)
        let held = try ledger.held(failed: false, reading: .creation, at: 0, window: 604_800_000, tolerance: 5000)
        #expect(held.upperBound <= 125)
        #expect(try ledger.forget(before: .max, limit: 200) == 80)
    }
}
