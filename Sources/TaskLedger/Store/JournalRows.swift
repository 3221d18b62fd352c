import FoundationEssentials
import GRDB

/// The journal of one account: a row for every page since it was last folded into the tables. A page is written as what
/// it changed, not as histograms and rows scattered over the file; every so many pages that is done for all of them.
struct JournalRows {
    /// How many pages the journal may have.
    static let maximalPages = 64
    /// How many tasks may change before it is folded.
    static let maximalTasks = 6400

    let database: Database
    let account: Int64

    func append(_ page: JournalPage, number: Int) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO journal (account, page, changes) VALUES (?, ?, ?)")
        try statement.execute(arguments: [account, number, Data(page.blob)])
    }

    func read() throws -> [JournalPage] {
        var pages: [JournalPage] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT changes FROM journal WHERE account = ? ORDER BY page", arguments: [account])
        while let row = try rows.next() {
            let blob: Data = try row.decode(atIndex: 0)
            do {
                pages.append(try JournalPage(blob: [UInt8](blob)))
            } catch {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "page \(pages.count) of the journal cannot be read")
            }
        }
        return pages
    }

    func deleteAll() throws {
        try database.cachedStatement(sql: "DELETE FROM journal WHERE account = ?").execute(arguments: [account])
    }
}
