import FoundationEssentials
import GRDB

/// The ledger of one account: which transitions its tasks have made, and the totals that follow from them.
///
/// Totals and rows change together in one transaction for each page, and in memory only once that is committed. Not
/// safe for concurrent use; the collector of the account owns it.
package final class AccountLedger {
    /// The label that the account has.
    package let name: String
    /// The moment from which the totals are exact, in milliseconds since 1970. It never moves.
    package let epoch: Int64
    /// What has been counted and committed.
    package internal(set) var totals: AccountTotals
    /// The reader's own notes, committed with the pages that they speak of; nil before the first.
    package internal(set) var bookmark: [UInt8]?
    /// Tasks remembered: rows of the state file.
    package var taskCount: Int { finishedRows + newRows + unfinished.count }
    /// Called after every step of a commit and of forgetting; tests throw from it to die there.
    package var onStep: (CommitStep) throws -> Void = { _ in }

    let store: LedgerStore
    let account: Int64
    let rule: TransitionRule
    /// Tasks that have not been found in FINISH, by the hash of the id.
    var unfinished: [Int64: UnfinishedTask]
    /// What has changed since the journal was folded into the tables, by the hash of the id.
    var recent: [Int64: RecentTask] = [:]
    /// Pages of the journal.
    var journalPages = 0
    /// Rows of the table of tasks that stood in FINISH.
    var finishedRows: Int
    /// Tasks that stood in FINISH and are not in the table yet.
    var newRows = 0
    /// Tasks that stood in FINISH without a readable CreateTime, so that a dated sighting may be one of them.
    var undatedRows: Int
    /// Those of them that stood among the failed ones.
    var undatedFailedRows: Int
    /// What `held` and `depth` have counted, kept up to date by every page.
    var edges: [EdgeCount] = []
    /// Whether the totals differ from those of the file by more than the journal: types became known, whose place in
    /// the order would be lost, or the bounds of buckets changed.
    var hasUnwrittenTotals = false

    /// Opens the ledger of an account, beginning one whose epoch is `epoch` if there is none yet.
    /// - Throws: `LedgerError` if the file cannot be read or written, or does not hold what it should.
    package init(name: String, beginningAt epoch: Int64, layout: HistogramLayout, in store: LedgerStore)
        throws(LedgerError)
    {
        do {
            let opened = try store.queue.write { database in
                try LedgerOpening(name: name, epoch: epoch, layout: layout, in: database)
            }
            self.name = name
            self.store = store
            self.epoch = opened.epoch
            account = opened.account
            bookmark = opened.bookmark
            totals = opened.totals
            unfinished = opened.unfinished
            finishedRows = opened.finishedRows
            undatedRows = opened.undatedRows
            undatedFailedRows = opened.undatedFailedRows
            rule = TransitionRule(epoch: opened.epoch)
            for page in opened.journal { adopt(page) }
            // Not before the journal: what it holds was counted, and shown, over the bounds of its time.
            if totals.layout != layout {
                totals.rebucket(to: layout)
                hasUnwrittenTotals = true
            }
        } catch {
            throw LedgerError(error, path: store.path)
        }
    }

    /// The task types that must show from the start, at 0 until something is counted.
    package func know(types: [String]) {
        for type in types where totals.types[type] == nil {
            totals.know(type: type)
            hasUnwrittenTotals = true
        }
    }
}
