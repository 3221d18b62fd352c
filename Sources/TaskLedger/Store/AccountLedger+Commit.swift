import GRDB

extension AccountLedger {
    /// Writes a page to the journal and adopts it; does nothing if there is nothing to write.
    func commit(_ page: JournalPage, bookmark: [UInt8]?) throws(LedgerError) {
        guard !page.isEmpty || bookmark != nil else { return }
        let folds = mustFold && !page.isEmpty
        do {
            try store.queue.write { database in
                try onStep(.begun)
                if folds { try fold(in: database) }
                try onStep(.folded)
                if !page.isEmpty {
                    let number = folds ? 0 : journalPages
                    try JournalRows(database: database, account: account).append(page, number: number)
                }
                if let bookmark { try AccountRow(database: database, account: account).write(bookmark: bookmark) }
                try onStep(.written)
            }
            try onStep(.committed)
        } catch {
            throw LedgerError(error, path: store.path)
        }
        if folds { forgetJournal() }
        if !page.isEmpty { adopt(page) }
        if let bookmark { self.bookmark = bookmark }
    }

    private var mustFold: Bool {
        hasUnwrittenTotals || journalPages >= JournalRows.maximalPages || recent.count >= JournalRows.maximalTasks
    }

    /// Brings the tables up to date with the journal, and empties it.
    func fold(in database: Database) throws {
        try TaskRows(database: database, account: account).write(recent) { unfinished[$0]?.id }
        try TotalsRows(database: database, account: account).write(totals)
        try AccountRow(database: database, account: account).write(finishedRows: finishedRows + newRows)
        try JournalRows(database: database, account: account).deleteAll()
    }

    /// Notes that the journal has been folded.
    func forgetJournal() {
        hasUnwrittenTotals = false
        journalPages = 0
        finishedRows += newRows
        newRows = 0
        recent.removeAll(keepingCapacity: true)
    }

    /// Takes in what the file has as a page of the journal.
    func adopt(_ page: JournalPage) {
        journalPages += 1
        for entry in page.entries { totals.add(entry) }
        for change in page.changes { adopt(change) }
    }

    private func adopt(_ change: TaskChange) {
        recent[change.idHash, default: RecentTask(folded: change.before, now: change.now)].now = change.now
        if change.now.finished == nil {
            let lastPass = unfinished[change.idHash]?.lastPass ?? 0
            unfinished[change.idHash] = UnfinishedTask(
                id: change.id, created: change.now.created, lastPass: lastPass, phases: change.now.phases)
        } else {
            unfinished[change.idHash] = nil
        }
        if change.now.finished != nil, change.before?.finished == nil { newRows += 1 }
        replace(change.before, by: change.now)
    }

    /// Keeps the counts of rows up to date; nil is no row.
    func replace(_ before: TaskState?, by now: TaskState?) {
        for (task, sign) in [(before, -1), (now, 1)] {
            guard let task, task.finished != nil, task.created == 0 else { continue }
            undatedRows += sign
            if task.phases.contains(.listedFailed) { undatedFailedRows += sign }
        }
        for index in edges.indices { edges[index].replace(before, by: now) }
    }
}
