import GRDB

extension AccountLedger {
    /// Accounts for one page of a listing: rows, totals and `bookmark` are committed together, or nothing is.
    ///
    /// - Parameters:
    ///   - sightings: the page's rows; a task may stand in it twice.
    ///   - listing: the listing that was asked for.
    ///   - moment: the API's time of the answer, in milliseconds since 1970.
    ///   - pass: the number of the pass through WAITING and PROCESSING that the page belongs to.
    ///   - bookmark: the reader's notes as they stand with this page; nil leaves the last ones.
    ///   - oldest: of rows in FINISH whose every time lies before it nothing is counted, in milliseconds since 1970: they are
    ///     those of tasks that are forgotten at once, and would count again and again.
    /// - Throws: `LedgerError` if the file could not be written; nothing was counted then.
    package func record(
        _ sightings: [TaskSighting], in listing: TaskListing, at moment: Int64, pass: Int, bookmark: [UInt8]?,
        oldest: Int64 = .min
    ) throws(LedgerError) -> RecordedPage {
        var draft = PageDraft(self, listing: listing, moment: moment, oldest: oldest)
        do {
            try draft.take(sightings) { keys, found in
                try store.queue.writeWithoutTransaction { database in
                    try TaskRows(database: database, account: account).find(keys, found)
                }
            }
        } catch {
            throw LedgerError(error, path: store.path)
        }
        try commit(draft.journalPage, bookmark: bookmark)
        if !listing.isFinish {
            for change in draft.changes { unfinished[change.idHash]?.lastPass = pass }
        }
        return draft.page
    }
}
