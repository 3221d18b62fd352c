import FoundationEssentials
import GRDB

extension TotalsRows {
    /// The sums as they were last written.
    func read(layout: HistogramLayout) throws -> AccountTotals {
        var totals = AccountTotals(layout: layout)
        try readTypes(into: &totals)
        try readSubTaskTypes(into: &totals)
        try readSkipped(into: &totals)
        return totals
    }

    private func readTypes(into totals: inout AccountTotals) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM task_type WHERE account = ? ORDER BY position, name", arguments: [account])
        while let row = try rows.next() {
            let name: String = try row.decode(forColumn: "name")
            totals.restore(type: name, totals: try TaskTypeTotals(row, type: name, layout: totals.layout))
        }
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

extension TaskTypeTotals {
    fileprivate init(_ row: Row, type: String, layout: HistogramLayout) throws {
        self.init(layout: layout)
        submitted = try row.tally("submitted")
        started = try row.tally("started")
        finished = try row.tally("finished")
        failed = try row.tally("failed")
        for kind in DurationKind.allCases {
            let blob: Data = try row.decode(forColumn: kind.rawValue)
            do {
                self[kind] = try DurationDistribution(blob: [UInt8](blob), bounds: layout.bounds(of: kind))
            } catch {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "the \(kind.rawValue) histogram of \(type) cannot be read")
            }
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
