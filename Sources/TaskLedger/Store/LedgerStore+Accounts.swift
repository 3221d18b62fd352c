import GRDB

extension LedgerStore {
    /// Whether the file has a ledger of this account.
    /// - Throws: `LedgerError` if the file cannot be read.
    package func hasAccount(named name: String) throws(LedgerError) -> Bool {
        do {
            return try queue.read { database in
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM account WHERE name = ?)", arguments: [name]) ?? false
            }
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}
