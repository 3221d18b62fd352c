/// Decides what a sighting counts. The answer depends on the row's own timestamps, the epoch and what was counted
/// before: not on when or in which order rows are seen.
package struct TransitionRule: Sendable {
    /// The moment from which tasks are counted, in milliseconds since 1970.
    package let epoch: Int64

    /// The rule of an account whose counters are exact from `epoch` on.
    package init(epoch: Int64) {
        self.epoch = epoch
    }

    /// What `sighting` in `listing` adds to a task of which `counted` has been counted.
    package func transition(
        of sighting: TaskSighting, in listing: TaskListing, counted: CountedPhases
    ) -> TaskTransition {
        var transition = TaskTransition(phases: counted, added: [])
        if reachesEpoch(sighting.created) { transition.count(.submitted) }
        // A WAITING row's BeginProcessTime contradicts its status, as does a PROCESSING row's FinishTime. And once a
        // task is counted as finished, a BeginProcessTime that shows up late changes nothing.
        if listing != .waiting, !counted.contains(.finished), reachesEpoch(sighting.begun) {
            transition.count(.started)
        }
        if listing.isFinish {
            transition.phases.insert(.listedFinish)
            if countsAsFinished(sighting) { transition.count(.finished) }
        }
        if listing == .finishFailed { transition.phases.insert(.listedFailed) }
        if transition.phases.isSuperset(of: [.listedFailed, .finished]) { transition.count(.failed) }
        settleDurations(of: sighting, in: &transition)
        return transition
    }

    private func reachesEpoch(_ time: SightedTime) -> Bool {
        guard let milliseconds = time.milliseconds else { return false }
        return milliseconds >= epoch
    }

    private func countsAsFinished(_ sighting: TaskSighting) -> Bool {
        sighting.finished.milliseconds == nil ? reachesEpoch(sighting.created) : reachesEpoch(sighting.finished)
    }

    private func settleDurations(of sighting: TaskSighting, in transition: inout TaskTransition) {
        let neverBegan = sighting.begun.milliseconds == nil && !transition.phases.contains(.started)
        if transition.added.contains(.started) || (transition.added.contains(.finished) && neverBegan) {
            transition.wait = .between(
                sighting.created, startUnset: .createUnset, sighting.begun, endUnset: .beginUnset)
        }
        guard transition.added.contains(.finished) else { return }
        transition.processing = .between(
            sighting.begun, startUnset: .beginUnset, sighting.finished, endUnset: .finishUnset)
        transition.turnaround = .between(
            sighting.created, startUnset: .createUnset, sighting.finished, endUnset: .finishUnset)
    }
}

extension TaskTransition {
    fileprivate mutating func count(_ phase: CountedPhases) {
        if phases.insert(phase).inserted { added.insert(phase) }
    }
}
