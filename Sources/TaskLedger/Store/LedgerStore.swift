import GRDB

/// The state file: an SQLite database that one process holds for as long as it runs.
package final class LedgerStore: Sendable {
    /// Where the file is; `:memory:` keeps nothing.
    package let path: String
    let queue: DatabaseQueue
    /// The file that was opened, whatever lies at its path later.
    private let place: FilePlace?

    /// Opens or creates the file and brings it to the schema, all of the way or not at all.
    /// - Throws: `LedgerError` if it cannot be opened, is damaged, held by another process, read-only or too new.
    package init(path: String, schema: LedgerSchema = .current) throws(LedgerError) {
        self.path = path
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            try queue.writeWithoutTransaction { database in
                // Exclusive before WAL: the file is locked against other processes and no shared memory is made.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                // Looked at before anything is changed: WAL is a mode of the file, which may be another program's.
                try database.inTransaction(.exclusive) {
                    try schema.check(database, path: path)
                    return .commit
                }
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000")
                try database.inTransaction(.exclusive) {
                    try schema.migrate(database)
                    return .commit
                }
            }
        } catch {
            throw LedgerError(error, path: path)
        }
        place = FilePlace(path)
    }

    /// Looks whether the file still lies where it was opened.
    /// - Throws: `LedgerError.displaced` if it does not.
    package func checkPlace() throws(LedgerError) {
        guard place == FilePlace(path) else { throw .displaced(path: path) }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "state"
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { database in
            // FULL: a published total must not fall back when the power fails, for Prometheus would read a reset.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -2048")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // What is deleted holds no secret; wiping it would cost writes.
            try database.execute(sql: "PRAGMA secure_delete = OFF")
        }
        return configuration
    }

    /// Closes the file; nothing may use it afterwards.
    /// - Throws: `LedgerError` if SQLite could not write what it held back.
    package func close() throws(LedgerError) {
        do {
            try queue.close()
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}
