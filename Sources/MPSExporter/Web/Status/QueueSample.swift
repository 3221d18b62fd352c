internal import TaskLedger

/// What one poll saw of a queue; nil where it failed, and of what is counted until the exporter has caught up.
package struct QueueSample: Sendable, Equatable {
    /// The counters that rates are made of: tasks since the epoch.
    package struct Counted: Sendable, Equatable {
        /// Tasks submitted.
        package var submitted: Int64
        /// Tasks finished.
        package var finished: Int64

        /// So many tasks.
        package init(submitted: Int64, finished: Int64) {
            self.submitted = submitted
            self.finished = finished
        }
    }

    /// When the poll ended, in milliseconds since 1970.
    package var moment: Int64
    /// TotalCount of WAITING.
    package var waiting: Int?
    /// TotalCount of PROCESSING.
    package var processing: Int?
    /// The counters.
    package var counted: Counted?
    /// All waits since the epoch.
    package var waits: WaitCounts?

    /// What a poll saw that ended at `moment`.
    package init(
        moment: Int64, waiting: Int? = nil, processing: Int? = nil, counted: Counted? = nil, waits: WaitCounts? = nil
    ) {
        self.moment = moment
        self.waiting = waiting
        self.processing = processing
        self.counted = counted
        self.waits = waits
    }

    /// What the last poll of an account saw; nil if none has ended.
    init?(_ snapshot: AccountSnapshot) {
        guard let moment = snapshot.lastPollEnded else { return nil }
        self.init(moment: moment)
        let began = moment - (snapshot.lastPollDuration ?? 0)
        waiting = snapshot.waiting.depth(since: began)
        processing = snapshot.processing.depth(since: began)
        guard snapshot.isUp == true, !snapshot.isCatchingUp, let types = snapshot.ledger?.totals.types.values
        else { return }
        counted = Counted(
            submitted: types.reduce(0) { $0 + $1.submitted }, finished: types.reduce(0) { $0 + $1.finished })
        waits = WaitCounts(types.map(\.wait.native))
    }
}
