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
    package func abandon(_ ids: some Sequence<String>) throws(LedgerError) {
        try change(Set(ids.map(TaskKey.hash)), bookmark: nil) { phases in
            // From now on it counts how long it has been abandoned.
            if !phases.contains(.abandoned) { phases.remove(.aged) }
            phases.insert(.abandoned)
        }
    }

    /// Looks through the tasks that have not been seen since the last call but one, however often the program was started
    /// meanwhile: those that are still missing are abandoned. To be called at intervals that are longer than the API lists
    /// a task. Those that were abandoned at the last call but one that forgets are forgotten: if one of them was listed
    /// again, it would be counted again.
    ///
    /// - Parameters:
    ///   - missing: the tasks that are awaited now.
    ///   - forgetsAbandoned: whether this call forgets.
    ///   - bookmark: the reader's notes from when on the next interval counts.
    /// - Returns: the tasks that are awaited no longer.
    /// - Throws: `LedgerError` if the file could not be written.
    package func lookThrough(
        missing: some Sequence<String>, forgetsAbandoned: Bool, bookmark: [UInt8]?
    ) throws(LedgerError) -> [String] {
        if forgetsAbandoned { try forgetAged() }
        let missing = Set(missing.map(TaskKey.hash))
        let tasks = unfinished.filter { $0.value.phases.contains(.abandoned) || missing.contains($0.key) }
        let gone = tasks.values.filter { $0.phases.contains(.aged) && !$0.phases.contains(.abandoned) }.map(\.id)
        try change(tasks.keys, bookmark: bookmark) { phases in
            if phases.contains(.abandoned) {
                if forgetsAbandoned { phases.insert(.aged) }
            } else if phases.contains(.aged) {
                phases.remove(.aged)
                phases.insert(.abandoned)
            } else {
                phases.insert(.aged)
            }
        }
        return gone
    }

    private func forgetAged() throws(LedgerError) {
        let gone = unfinished.filter { $0.value.phases.isSuperset(of: [.abandoned, .aged]) }
        guard !gone.isEmpty else { return }
        do {
            try store.queue.write { database in
                // A row that the journal speaks of would come back.
                try fold(in: database)
                try onStep(.folded)
                try TaskRows(database: database, account: account).deleteUnfinished(gone.keys)
                try onStep(.written)
            }
            try onStep(.committed)
        } catch {
            throw LedgerError(error, path: store.path)
        }
        forgetJournal()
        for (idHash, task) in gone {
            unfinished[idHash] = nil
            replace(task.state, by: nil)
        }
    }

    private func change(
        _ idHashes: some Sequence<Int64>, bookmark: [UInt8]?, _ change: (inout CountedPhases) -> Void
    ) throws(LedgerError) {
        var page = JournalPage()
        for idHash in idHashes {
            guard let task = unfinished[idHash] else { continue }
            var now = task.state
            change(&now.phases)
            guard now != task.state else { continue }
            page.changes.append(TaskChange(id: task.id, idHash: idHash, before: task.state, now: now))
        }
        try commit(page, bookmark: bookmark)
    }
}
