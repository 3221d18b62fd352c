package import TaskLedger

/// What the ledger of an account shows.
package struct LedgerSnapshot: Sendable {
    /// The moment from which the counters are exact, in milliseconds since 1970.
    package var epoch: Int64
    /// The counters and histograms.
    package var totals: AccountTotals
    /// Tasks remembered.
    package var tasks: Int
    /// History that the API had dropped before it could be read, in milliseconds.
    package var gap: Int64
    /// TotalCount of FINISH less what the ledger holds of it; nil while that is not known.
    package var unaccounted: Int?
    /// Whether failed tasks can be told: the counter of failed tasks is absent otherwise.
    package var countsFailed: Bool

    /// What a ledger shows of itself.
    package init(
        epoch: Int64, totals: AccountTotals, tasks: Int, gap: Int64, unaccounted: Int?, countsFailed: Bool
    ) {
        self.epoch = epoch
        self.totals = totals
        self.tasks = tasks
        self.gap = gap
        self.unaccounted = unaccounted
        self.countsFailed = countsFailed
    }
}
