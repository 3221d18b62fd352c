import GRDB

/// The rows of the tasks of one account: those that stood in FINISH by CreateTime, the unfinished by their id.
struct TaskRows {
    let database: Database
    let account: Int64

    /// Finds tasks that stood in FINISH.
    func find(_ keys: [TaskKey], _ found: (TaskKey, TaskState) -> Void) throws {
        var values = BatchedStatement.Values(width: 2)
        for key in keys { values.append([key.created, key.idHash]) }
        try Self.find.fetch(values, account: account, in: database) { row in
            let (key, state) = try Self.task(row)
            found(key, state)
        }
    }

    /// Brings the tables up to date with what has changed.
    ///
    /// - Parameter unfinishedID: the TaskId of an unfinished task, by its hash.
    func write(_ recent: [Int64: RecentTask], unfinishedID: (Int64) -> String?) throws {
        // By CreateTime, so that neighbours in the file are written one after the other.
        try writeFinished(
            recent.lazy.filter { $0.value.now.finished != nil }
                .sorted { $0.value.now.created < $1.value.now.created })
        var unfinished = BatchedStatement.Values(width: 4)
        for (idHash, task) in recent {
            guard task.now.finished == nil, let id = unfinishedID(idHash) else { continue }
            unfinished.append([idHash, task.now.created, Int64(task.now.phases.rawValue), id])
        }
        try Self.writeUnfinished.execute(unfinished, account: account, in: database)
    }

    private func writeFinished(_ tasks: [(key: Int64, value: RecentTask)]) throws {
        var finished = BatchedStatement.Values(width: 4)
        var settled = BatchedStatement.Values(width: 1)
        for (idHash, task) in tasks {
            finished.append([task.now.created, idHash, Int64(task.now.phases.rawValue), task.now.finished])
            guard let folded = task.folded else { continue }
            if folded.finished == nil {
                settled.append([idHash])
            } else if folded.created != task.now.created {
                try delete(TaskKey(created: folded.created, idHash: idHash))
            }
        }
        try Self.writeFinished.execute(finished, account: account, in: database)
        try Self.deleteUnfinished.execute(settled, account: account, in: database)
    }

    private func delete(_ key: TaskKey) throws {
        let statement = try database.cachedStatement(
            sql: "DELETE FROM task WHERE account = ? AND created = ? AND id_hash = ?")
        try statement.execute(arguments: [account, key.created, key.idHash])
    }

    /// Deletes unfinished tasks.
    func deleteUnfinished(_ idHashes: some Collection<Int64>) throws {
        var gone = BatchedStatement.Values(width: 1)
        for idHash in idHashes { gone.append([idHash]) }
        try Self.deleteUnfinished.execute(gone, account: account, in: database)
    }

    /// Deletes finished rows whose every time lies before `moment`; at most `limit` of them.
    func deleteFinished(before moment: Int64, limit: Int, _ deleted: (TaskKey, TaskState) -> Void) throws {
        let statement = try database.cachedStatement(
            sql: """
                DELETE FROM task WHERE (account, created, id_hash) IN (
                    SELECT account, created, id_hash FROM task
                    WHERE account = ? AND created < ? AND finished < ? ORDER BY created LIMIT ?)
                RETURNING created, id_hash, phases, finished
                """)
        let rows = try Row.fetchCursor(statement, arguments: [account, moment, moment, limit])
        while let row = try rows.next() {
            let (key, state) = try Self.task(row)
            deleted(key, state)
        }
    }

    private static func task(_ row: Row) throws -> (TaskKey, TaskState) {
        guard let created = row[0] as Int64?, let idHash = row[1] as Int64?, let finished = row[3] as Int64?,
            let phases = (row[2] as Int64?).flatMap(UInt8.init(exactly:))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a task's row cannot be read") }
        let state = TaskState(phases: CountedPhases(rawValue: phases), created: created, finished: finished)
        return (TaskKey(created: created, idHash: idHash), state)
    }

    private static let find = BatchedStatement(
        "SELECT created, id_hash, phases, finished FROM (VALUES", width: 2,
        ") AS sought CROSS JOIN task ON account = ?1 AND created = sought.column1 AND id_hash = sought.column2")
    private static let writeFinished = BatchedStatement(
        "INSERT INTO task (account, created, id_hash, phases, finished) VALUES", width: 4, namesAccount: true,
        "ON CONFLICT DO UPDATE SET phases = excluded.phases, finished = excluded.finished")
    private static let writeUnfinished = BatchedStatement(
        "INSERT INTO unfinished (account, id_hash, created, phases, id) VALUES", width: 4, namesAccount: true,
        "ON CONFLICT DO UPDATE SET created = excluded.created, phases = excluded.phases")
    private static let deleteUnfinished = BatchedStatement(
        "DELETE FROM unfinished WHERE account = ?1 AND id_hash IN (VALUES", width: 1, ")")
}
