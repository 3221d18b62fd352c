import FoundationEssentials
import GRDB

extension TotalsRows {
    /// The sums as they were last written, over the bounds of that time; over those of `layout` if there are none.
    func read(layout: HistogramLayout) throws -> AccountTotals {
        let types = try readTypes()
        var totals = AccountTotals(layout: types.first?.layout ?? layout)
        for var type in types {
            // They are written together, so this changes nothing but what a damaged file says.
            type.totals.rebucket(from: type.layout, to: totals.layout)
            totals.restore(type: type.name, totals: type.totals)
        }
        try readSubTaskTypes(into: &totals)
        try readSkipped(into: &totals)
        return totals
    }

    private func readTypes() throws -> [StoredType] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM task_type WHERE account = ? ORDER BY position, name", arguments: [account])
        var types: [StoredType] = []
        while let row = try rows.next() { types.append(try StoredType(row)) }
        return types
    }

    private func readSubTaskTypes(into totals: inout AccountTotals) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT name, finished FROM subtask_type WHERE account = ? ORDER BY position, name",
            arguments: [account])
        while let row = try rows.next() {
            totals.restore(subTaskType: try row.decode(atIndex: 0), count: try row.tally("finished"))
        }
    }

    private func readSkipped(into totals: inout AccountTotals) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT duration, reason, tasks FROM skipped_duration WHERE account = ?",
            arguments: [account])
        while let row = try rows.next() {
            guard let kind = DurationKind(rawValue: try row.decode(atIndex: 0)),
                let reason = SkipReason(rawValue: try row.decode(atIndex: 1))
            else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown kind of skipped duration") }
            totals.restore(
                skipped: SkippedDuration(kind: kind, reason: reason), count: try row.tally("tasks"))
        }
    }
}

extension Row {
    /// A number of tasks. No ledger reaches 2^53 of them.
    func tally(_ column: String) throws -> Int64 {
        let tally: Int64 = try decode(forColumn: column)
        guard tally >= 0, tally < 1 << 53 else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(column) cannot be \(tally)")
        }
        return tally
    }
}
