import TaskLedger
import Testing

@Suite struct TransitionRuleTests {
    static let epoch: Int64 = 1_000_000
    /// Unset, nonsense, before the epoch, at it, after it.
    static let times: [SightedTime] = [.unset, .unparsable, .at(epoch - 1), .at(epoch), .at(epoch + 7000)]

    private let rule = TransitionRule(epoch: Self.epoch)

    private static func sighting(_ created: SightedTime, _ begun: SightedTime, _ finished: SightedTime) -> TaskSighting
    {
        TaskSighting(id: "t", type: "WorkflowTask", created: created, begun: begun, finished: finished)
    }

    private static func reachesEpoch(_ time: SightedTime) -> Bool {
        (time.milliseconds ?? .min) >= epoch
    }

    /// Every row of 5 × 5 × 5 times.
    private static let rows = times.flatMap { created in
        times.flatMap { begun in times.map { finished in sighting(created, begun, finished) } }
    }

    @Test(arguments: TaskListing.allCases)
    func `counts a phase once its own time reaches the epoch, in every listing`(listing: TaskListing) {
        for row in Self.rows {
            var expected: CountedPhases = []
            if Self.reachesEpoch(row.created) { expected.insert(.submitted) }
            if listing != .waiting, Self.reachesEpoch(row.begun) { expected.insert(.started) }
            let finish = row.finished.milliseconds == nil ? row.created : row.finished
            if listing.isFinish, Self.reachesEpoch(finish) { expected.insert(.finished) }
            if listing == .finishFailed, expected.contains(.finished) { expected.insert(.failed) }
            let transition = rule.transition(of: row, in: listing, counted: [])
            #expect(transition.added == expected, "\(row)")
            #expect(transition.phases.isSuperset(of: expected))
            #expect(transition.phases.contains(.listedFinish) == listing.isFinish)
            #expect(transition.phases.contains(.listedFailed) == (listing == .finishFailed))
        }
    }

    @Test(arguments: TaskListing.allCases)
    func `observes a wait with started, the other durations with finished`(listing: TaskListing) {
        for row in Self.rows {
            let transition = rule.transition(of: row, in: listing, counted: [])
            let neverBegan = transition.added.contains(.finished) && row.begun.milliseconds == nil
            #expect((transition.wait != nil) == (transition.added.contains(.started) || neverBegan), "\(row)")
            #expect((transition.processing != nil) == transition.added.contains(.finished), "\(row)")
            #expect((transition.turnaround != nil) == transition.added.contains(.finished), "\(row)")
        }
    }

    @Test(arguments: TaskListing.allCases)
    func `adds nothing for a row that was counted before`(listing: TaskListing) {
        for row in Self.rows {
            let first = rule.transition(of: row, in: listing, counted: [])
            let again = rule.transition(of: row, in: listing, counted: first.phases)
            #expect(again == TaskTransition.nothing(after: first.phases), "\(row)")
        }
    }

    @Test(arguments: [
        (SightedTime.at(1_000_000), SightedTime.at(1_004_000), DurationOutcome.observed(milliseconds: 4000)),
        (.at(1_004_000), .at(1_004_000), .observed(milliseconds: 0)),
        (.at(1_004_001), .at(1_004_000), .skipped(.negative)),
        (.at(0), .at(1_000_000), .observed(milliseconds: 1_000_000)),
        (.unset, .at(1_004_000), .skipped(.createUnset)),
        (.unparsable, .at(1_004_000), .skipped(.unparsable)),
        (.at(1_000_000), .unset, .skipped(.finishUnset)),
        (.at(1_000_000), .unparsable, .skipped(.unparsable)),
        (.at(.min), .at(.max), .skipped(.negative)),
    ])
    func `takes a turnaround from CreateTime to FinishTime`(
        created: SightedTime, finished: SightedTime, expected: DurationOutcome
    ) {
        let row = Self.sighting(created, .at(1_000_000), finished)
        #expect(rule.transition(of: row, in: .finish, counted: []).turnaround == expected)
    }

    @Test(arguments: [
        (SightedTime.unset, SightedTime.unset, SkipReason.finishUnset),
        (.unparsable, .unset, .finishUnset),
        (.unset, .unparsable, .unparsable),
        (.unset, .at(2_000_000), .beginUnset),
        (.unparsable, .at(2_000_000), .unparsable),
        (.at(2_000_001), .at(2_000_000), .negative),
    ])
    func `names the reason of the end before that of the beginning`(
        begun: SightedTime, finished: SightedTime, reason: SkipReason
    ) {
        let row = Self.sighting(.at(1_500_000), begun, finished)
        #expect(rule.transition(of: row, in: .finish, counted: []).processing == .skipped(reason))
    }
}

extension TaskTransition {
    /// What a sighting adds that adds nothing.
    fileprivate static func nothing(after phases: CountedPhases) -> TaskTransition {
        let rule = TransitionRule(epoch: 0)
        let row = TaskSighting(id: "", type: "", created: .unset, begun: .unset, finished: .unset)
        return rule.transition(of: row, in: .waiting, counted: phases)
    }
}
