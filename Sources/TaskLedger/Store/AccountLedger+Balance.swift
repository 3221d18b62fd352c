import GRDB

extension AccountLedger {
    /// How many rows of FINISH the ledger holds of those that the API can list at `moment`, as bounds: rows at the
    /// edge of the window, rows without a readable CreateTime and rows that finished after `moment` may count or not.
    ///
    /// - Parameters:
    ///   - failed: whether only rows seen among the failed tasks count.
    ///   - moment: the API's time of the TotalCount to compare with, in milliseconds since 1970.
    ///   - window: how long the API lists a task, in milliseconds.
    ///   - tolerance: how far the API's clocks may be apart, in milliseconds.
    /// - Throws: `LedgerError` if the file could not be read.
    package func held(
        failed: Bool, reading: WindowReading, at moment: Int64, window: Int64, tolerance: Int64
    ) throws(LedgerError) -> ClosedRange<Int> {
        let edge = moment - window
        let (possible, inside) = try rows(.window, reading, failed, from: edge - tolerance, and: edge + tolerance)
        let (late, _) = try rows(.end, .finish, failed, from: moment - tolerance, and: moment)
        // Rows without a CreateTime have 0 for it.
        let undated = reading == .creation ? (failed ? undatedFailedRows : undatedRows) : 0
        let certain = max(0, inside - late - (edge + tolerance <= 0 ? undated : 0))
        return certain...max(certain, possible + (edge - tolerance <= 0 ? 0 : undated))
    }

    /// How many rows of FINISH the ledger holds of tasks created at `moment` or later, counted up to `limit`: how deep
    /// a task of that age stands in a listing by creation.
    /// - Throws: `LedgerError` if the file could not be read.
    package func depth(ofTaskCreatedAt moment: Int64, limit: Int) throws(LedgerError) -> Int {
        min(limit, try rows(.depth, .creation, false, from: moment, and: moment).0)
    }

    private func rows(
        _ purpose: EdgeCount.Purpose, _ reading: WindowReading, _ isFailed: Bool, from first: Int64, and second: Int64
    ) throws(LedgerError) -> (Int, Int) {
        let new = EdgeCount(purpose: purpose, reading: reading, isFailed: isFailed)
        let known = edges.firstIndex { $0.isAlike(new) }
        let index = known ?? edges.endIndex
        if known == nil { edges.append(new) }
        if !edges[index].covers(first...second) {
            do {
                try store.queue.writeWithoutTransaction { database in
                    let rows = TaskRows(database: database, account: account)
                    try edges[index].cover(first...second, rows, and: recent.values)
                }
            } catch {
                throw LedgerError(error, path: store.path)
            }
        }
        edges[index].trim(behind: first)
        return (edges[index].rows(from: first), edges[index].rows(from: second))
    }
}
