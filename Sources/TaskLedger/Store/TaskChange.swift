/// What became of one task.
struct TaskChange: Equatable {
    /// TaskId; empty once the task stands in FINISH, where its hash suffices.
    var id: String
    let idHash: Int64
    /// What the ledger knew of it; nil if it is new.
    var before: TaskState?
    var now: TaskState

    /// Takes in a row of a listing.
    mutating func take(
        _ sighting: TaskSighting, _ transition: TaskTransition, in listing: TaskListing, at moment: Int64
    ) {
        now.phases = transition.phases
        now.phases.subtract([.abandoned, .aged])
        if listing.isFinish {
            // The row is kept under the CreateTime that FINISH gives, for it will be looked up by that again.
            now.created = sighting.created.milliseconds ?? 0
            now.finished = sighting.finished.milliseconds ?? now.finished ?? moment
            id = ""
        } else if now.finished == nil, let created = sighting.created.milliseconds {
            now.created = created
        }
    }
}
