import FoundationEssentials
import GRDB

/// The row of one account.
struct AccountRow {
    let database: Database
    let account: Int64

    func write(bookmark: [UInt8]) throws {
        let statement = try database.cachedStatement(sql: "UPDATE account SET bookmark = ? WHERE id = ?")
        try statement.execute(arguments: [Data(bookmark), account])
    }

    /// Writes how many rows the table of tasks has for the account.
    func write(finishedRows: Int) throws {
        let statement = try database.cachedStatement(sql: "UPDATE account SET tasks = ? WHERE id = ?")
        try statement.execute(arguments: [finishedRows, account])
    }
}
