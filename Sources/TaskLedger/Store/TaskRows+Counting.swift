import GRDB

extension TaskRows {
    /// How many rows have their time from the range's beginning up to, not including, its end.
    func count(_ reading: WindowReading, isFailed: Bool, in range: Range<Int64>) throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT count(*) FROM task WHERE " + Self.condition(reading, isFailed: isFailed))
        return try Int.fetchOne(statement, arguments: [account, range.lowerBound, range.upperBound]) ?? 0
    }

    /// The times of those rows, in no order.
    func times(_ reading: WindowReading, isFailed: Bool, in range: Range<Int64>) throws -> [Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(reading.column) FROM task WHERE " + Self.condition(reading, isFailed: isFailed))
        return try Int64.fetchAll(statement, arguments: [account, range.lowerBound, range.upperBound])
    }

    private static func condition(_ reading: WindowReading, isFailed: Bool) -> String {
        "account = ? AND \(reading.column) >= ? AND \(reading.column) < ?" + (isFailed ? " AND phases & 32 <> 0" : "")
    }
}
