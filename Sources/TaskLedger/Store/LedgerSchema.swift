import GRDB

/// The tables of the state file and the way from each version to the next.
package struct LedgerSchema: Sendable {
    /// What this exporter writes.
    package static let current = LedgerSchema(steps: [first])

    /// What makes of each version the next, as SQL, beginning with the one of an empty file, 0.
    package let steps: [String]
    /// The version that the steps lead to.
    var version: Int { steps.count }

    package init(steps: [String]) {
        self.steps = steps
    }

    /// Marks the file as the exporter's: "MPSE".
    private static let applicationID = 0x4d50_5345

    /// Throws `LedgerError` if the file is beyond `version`, or is another program's; changes nothing.
    func check(_ database: Database, path: String) throws {
        let found = try Self.found(in: database)
        let isMarked = try Int.fetchOne(database, sql: "PRAGMA application_id") == Self.applicationID
        guard try Self.isEmpty(database) || (isMarked && found > 0) else {
            throw LedgerError.damaged(path: path, reason: "a database of another program")
        }
        // A file without tables can be of a newer version as well.
        guard found <= version else { throw LedgerError.newerSchema(path: path, found: found, supported: version) }
    }

    /// Brings a file that has passed the check to `version`, step by step. Always writes, which shows that it can.
    func migrate(_ database: Database) throws {
        let found = try Self.isEmpty(database) ? 0 : Self.found(in: database)
        for step in steps.dropFirst(found) { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    private static func found(in database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
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
