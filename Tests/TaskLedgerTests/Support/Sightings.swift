import TaskLedger

extension TaskSighting {
    /// A task of one type, its times in seconds since 1970; nil is unset.
    static func task(
        _ id: String, type: String = "WorkflowTask", subTaskTypes: [String] = [],
        created: Int64?, begun: Int64? = nil, finished: Int64? = nil
    ) -> TaskSighting {
        func time(_ seconds: Int64?) -> SightedTime { seconds.map { .at($0 * 1000) } ?? .unset }
        return TaskSighting(
            id: id, type: type, subTaskTypes: subTaskTypes,
            created: time(created), begun: time(begun), finished: time(finished))
    }
}

extension AccountLedger {
    /// Records a page with nothing special about it.
    @discardableResult
    func record(
        _ sightings: [TaskSighting], _ listing: TaskListing, at moment: Int64 = 0, pass: Int = 1,
        oldest: Int64 = .min
    ) throws -> RecordedPage {
        try record(sightings, in: listing, at: moment, pass: pass, bookmark: nil, oldest: oldest)
    }

    /// A ledger that keeps nothing.
    static func inMemory(beginningAt epoch: Int64 = 0) throws -> AccountLedger {
        try AccountLedger(
            name: "prod", beginningAt: epoch, layout: .test, in: try LedgerStore(path: ":memory:"))
    }
}
