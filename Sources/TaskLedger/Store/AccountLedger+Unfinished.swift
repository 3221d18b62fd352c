import GRDB

extension AccountLedger {
    /// Tasks that were seen unfinished, but not in the pass `pass` or later: they have moved on and must turn up in
    /// FINISH. Newest first.
    package func awaited(since pass: Int) -> [UnfinishedTask] {
        unfinished.values.filter { $0.lastPass < pass && !$0.phases.contains(.abandoned) }
            .sorted { ($0.created, $0.id) > ($1.created, $1.id) }
    }

    /// The number of tasks seen unfinished, not found in FINISH yet and not abandoned.
    package var unfinishedCount: Int { unfinished.values.count { !$0.phases.contains(.abandoned) } }

    /// The number of tasks seen unfinished, not found in FINISH and abandoned.
    package var abandonedCount: Int { unfinished.values.count { $0.phases.contains(.abandoned) } }

    /// Stops awaiting tasks. What has been counted of them is remembered, and they are awaited again once they are seen.
    /// - Throws: `LedgerError` if the file could not be written.
    package func abandon(_ ids: [String]) throws(LedgerError) {
        try mark(Set(ids.map(TaskKey.hash)), .abandoned, bookmark: nil)
    }

    /// Forgets the abandoned tasks that have not been seen since the last call but one. To be called at intervals after
    /// which none of them can turn up any more: if one did, it would be counted again.
    ///
    /// - Parameter bookmark: the reader's notes from when on the next interval counts.
    /// - Throws: `LedgerError` if the file could not be written.
    package func forgetAbandoned(bookmark: [UInt8]?) throws(LedgerError) {
        let gone = unfinished.filter { $0.value.phases.contains(.forgettable) }
        if !gone.isEmpty {
            do {
                try store.queue.write { database in
                    // A row that the journal speaks of would come back.
                    try fold(in: database)
                    try TaskRows(database: database, account: account).deleteUnfinished(gone.keys)
                }
            } catch {
                throw LedgerError(error, path: store.path)
            }
            forgetJournal()
            for (idHash, task) in gone {
                unfinished[idHash] = nil
                replace(task.state, by: nil)
            }
        }
        try mark(
            unfinished.filter { $0.value.phases.contains(.abandoned) }.keys, .forgettable, bookmark: bookmark)
    }

    private func mark(
        _ idHashes: some Sequence<Int64>, _ phase: CountedPhases, bookmark: [UInt8]?
    ) throws(LedgerError) {
        var page = JournalPage()
        for idHash in idHashes {
            guard let task = unfinished[idHash], !task.phases.contains(phase) else { continue }
            var now = task.state
            now.phases.formUnion(phase)
            page.changes.append(TaskChange(id: task.id, idHash: idHash, before: task.state, now: now))
        }
        try commit(page, bookmark: bookmark)
    }
}
