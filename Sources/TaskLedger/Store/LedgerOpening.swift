import FoundationEssentials
import GRDB

/// Everything that an account's ledger keeps in memory, as it stood when the journal was last folded into the tables,
/// over the bounds of that time; and the journal.
struct LedgerOpening {
    let account: Int64
    let epoch: Int64
    let bookmark: [UInt8]?
    let totals: AccountTotals
    let unfinished: [Int64: UnfinishedTask]
    let finishedRows: Int
    let undatedRows: Int
    let undatedFailedRows: Int
    /// What the pages since then changed, in their order.
    let journal: [JournalPage]

    init(name: String, epoch: Int64, layout: HistogramLayout, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO account (name, epoch) VALUES (?, ?) ON CONFLICT DO NOTHING", arguments: [name, epoch])
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT id, epoch, bookmark, tasks FROM account WHERE name = ?", arguments: [name])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "account \(name) was written but not found") }
        account = try row.decode(atIndex: 0)
        self.epoch = try row.decode(atIndex: 1)
        bookmark = try row.decode(Data?.self, atIndex: 2).map { [UInt8]($0) }
        finishedRows = Int(try row.tally("tasks"))
        totals = try TotalsRows(database: database, account: account).read(layout: layout)
        unfinished = try Self.unfinished(of: account, in: database)
        let rows = TaskRows(database: database, account: account)
        undatedRows = try rows.count(.creation, isFailed: false, in: 0..<1)
        undatedFailedRows = try rows.count(.creation, isFailed: true, in: 0..<1)
        journal = try JournalRows(database: database, account: account).read()
    }

    private static func unfinished(of account: Int64, in database: Database) throws -> [Int64: UnfinishedTask] {
        var unfinished: [Int64: UnfinishedTask] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id_hash, id, created, phases FROM unfinished WHERE account = ?",
            arguments: [account])
        while let row = try rows.next() {
            let phases = UInt8(truncatingIfNeeded: try row.decode(Int64.self, atIndex: 3))
            unfinished[try row.decode(atIndex: 0)] = UnfinishedTask(
                id: try row.decode(atIndex: 1), created: try row.decode(atIndex: 2), lastPass: 0,
                phases: CountedPhases(rawValue: phases))
        }
        return unfinished
    }
}
