import GRDB

/// The tables of the state file and the way from each version to the next.
enum LedgerSchema {
    /// The version that this exporter writes.
    static let version = 1
    /// Marks the file as the exporter's: "MPSE".
    private static let applicationID = 0x4d50_5345

    /// Brings a file to `version`. Throws `LedgerError` and leaves the file alone if it is beyond that, or is another
    /// program's.
    static func migrate(_ database: Database, path: String) throws {
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if !isEmpty {
            guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID, found > 0 else {
                throw LedgerError.damaged(path: path, reason: "a database of another program")
            }
        }
        guard found <= version else { throw LedgerError.newerSchema(path: path, found: found, supported: version) }
        if isEmpty { try database.execute(sql: first) }
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static let first = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            epoch INTEGER NOT NULL,
            tasks INTEGER NOT NULL DEFAULT 0,
            bookmark BLOB
        ) STRICT;
        CREATE TABLE task (
            account INTEGER NOT NULL,
            created INTEGER NOT NULL,
            id_hash INTEGER NOT NULL,
            phases INTEGER NOT NULL,
            finished INTEGER NOT NULL,
            PRIMARY KEY (account, created, id_hash)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE unfinished (
            account INTEGER NOT NULL,
            id_hash INTEGER NOT NULL,
            created INTEGER NOT NULL,
            phases INTEGER NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (account, id_hash)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE task_type (
            account INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            submitted INTEGER NOT NULL,
            started INTEGER NOT NULL,
            finished INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            wait BLOB NOT NULL,
            processing BLOB NOT NULL,
            turnaround BLOB NOT NULL,
            PRIMARY KEY (account, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE subtask_type (
            account INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            finished INTEGER NOT NULL,
            PRIMARY KEY (account, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE skipped_duration (
            account INTEGER NOT NULL,
            duration TEXT NOT NULL,
            reason TEXT NOT NULL,
            tasks INTEGER NOT NULL,
            PRIMARY KEY (account, duration, reason)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE journal (
            account INTEGER NOT NULL,
            page INTEGER NOT NULL,
            changes BLOB NOT NULL,
            PRIMARY KEY (account, page)
        ) STRICT, WITHOUT ROWID;
        """
}
