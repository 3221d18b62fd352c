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

    /// Stops awaiting tasks. What has been counted of them is remembered, and they are awaited again once they are seen.
    /// - Throws: `LedgerError` if the file could not be written.
    package func abandon(_ ids: [String]) throws(LedgerError) {
        var page = JournalPage()
        for idHash in Set(ids.map(TaskKey.hash)) {
            guard let task = unfinished[idHash], !task.phases.contains(.abandoned) else { continue }
            var now = task.state
            now.phases.insert(.abandoned)
            page.changes.append(TaskChange(id: task.id, idHash: idHash, before: task.state, now: now))
        }
        try commit(page, bookmark: nil)
    }
}
