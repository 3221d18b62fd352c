internal import TaskLedger

/// Everything that is shown of an account, as one poll or one page of a sweep left it.
package struct AccountSnapshot: Sendable {
    /// The label value.
    package let account: String
    /// By status: WAITING, PROCESSING and FINISH.
    package var waiting = StatusSnapshot()
    package var processing = StatusSnapshot()
    package var finish = StatusSnapshot()
    /// The counters; nil before the first poll of all.
    package var ledger: LedgerSnapshot?
    /// Polls since the start, and those of them in which a status failed.
    package var polls: Int64 = 0
    package var failedPolls: Int64 = 0
    /// Whether the last poll succeeded for all statuses; nil before the first.
    package var isUp: Bool?
    /// When the last poll ended, well or badly, in milliseconds since 1970.
    package var lastPollEnded: Int64?
    /// How long the last poll took, in milliseconds.
    package var lastPollDuration: Int64?
    /// The last failure, mended or not.
    package var lastError: PollError?
    /// Whether the state file could be written when that was last tried.
    package var isStateWritable = true
    /// Whether FINISH is still being read for what finished before, so that what is counted may have happened days ago.
    package var isCatchingUp = false
    /// Sweeps begun since the start.
    package var sweeps: Int64 = 0
    /// Whether the API's newer filters are used (true) or refused (false), by name; absent until tried.
    package var filters: [String: Bool] = [:]

    /// Nothing is known of the account yet.
    package init(account: String) {
        self.account = account
    }
}
