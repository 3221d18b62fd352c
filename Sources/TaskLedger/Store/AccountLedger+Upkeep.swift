import GRDB

extension AccountLedger {
    /// Commits the reader's notes alone.
    /// - Throws: `LedgerError` if the file could not be written.
    package func save(bookmark: [UInt8]) throws(LedgerError) {
        try commit(JournalPage(), bookmark: bookmark)
    }

    /// Forgets finished tasks whose every time lies before `moment`: those that the API cannot list again.
    /// - Returns: how many were forgotten, at most `limit`.
    /// - Throws: `LedgerError` if the file could not be written.
    package func forget(before moment: Int64, limit: Int) throws(LedgerError) -> Int {
        // Only the tables are looked through, and a row that the journal speaks of would come back.
        let folds = recent.values.contains {
            $0.now.isForgettable(before: moment) || $0.folded?.isForgettable(before: moment) == true
        }
        let rows = finishedRows + (folds ? newRows : 0)
        var forgotten: [TaskState] = []
        do {
            try store.queue.write { database in
                if folds {
                    try fold(in: database)
                    try onStep(.folded)
                }
                try TaskRows(database: database, account: account)
                    .deleteFinished(before: moment, limit: limit) { forgotten.append($1) }
                guard !forgotten.isEmpty else { return }
                try AccountRow(database: database, account: account).write(finishedRows: rows - forgotten.count)
                try onStep(.written)
            }
            if folds || !forgotten.isEmpty { try onStep(.committed) }
        } catch {
            throw LedgerError(error, path: store.path)
        }
        if folds { forgetJournal() }
        finishedRows -= forgotten.count
        for state in forgotten { replace(state, by: nil) }
        return forgotten.count
    }
}

extension TaskState {
    fileprivate func isForgettable(before moment: Int64) -> Bool {
        guard let finished else { return false }
        return created < moment && finished < moment
    }
}
