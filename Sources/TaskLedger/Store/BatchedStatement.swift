import GRDB

/// One statement over many rows of values: a page needs a few executions of it instead of one for each task.
struct BatchedStatement: Sendable {
    /// Rows of values, one after the other.
    struct Values {
        let width: Int
        fileprivate private(set) var rows: [StatementArguments] = []

        init(width: Int) {
            self.width = width
        }

        mutating func append(_ row: StatementArguments) {
            rows.append(row)
        }
    }

    /// The statement for so many rows, from many to one.
    private let texts: [(rows: Int, sql: String)]

    /// A statement that reads `head`, the rows of values, `tail`.
    ///
    /// - Parameters:
    ///   - width: how many values each row has; the account is `?1` everywhere and no part of them.
    ///   - namesAccount: whether each row begins with the account.
    init(_ head: String, width: Int, namesAccount: Bool = false, _ tail: String) {
        texts = [100, 25, 5, 1].map { count in
            let rows = (0..<count).map { row in
                let values = (0..<width).map { "?\(2 + row * width + $0)" }
                return "(" + ((namesAccount ? ["?1"] : []) + values).joined(separator: ", ") + ")"
            }
            return (count, head + " " + rows.joined(separator: ", ") + " " + tail)
        }
    }

    /// Executes the statement for the rows.
    func execute(_ values: Values, account: Int64, in database: Database) throws {
        try forEachBatch(of: values, account: account, in: database) { try $0.execute() }
    }

    /// Fetches what the statement finds for the rows. A `Row` lives only as long as the call it is passed to.
    func fetch(_ values: Values, account: Int64, in database: Database, _ body: (Row) throws -> Void) throws {
        try forEachBatch(of: values, account: account, in: database) { statement in
            let rows = try Row.fetchCursor(statement)
            while let row = try rows.next() { try body(row) }
        }
    }

    private func forEachBatch(
        of values: Values, account: Int64, in database: Database, _ body: (Statement) throws -> Void
    ) throws {
        var rest = values.rows[...]
        for text in texts {
            while rest.count >= text.rows {
                let statement = try database.cachedStatement(sql: text.sql)
                var arguments: StatementArguments = [account]
                for row in rest.prefix(text.rows) { arguments += row }
                try statement.setArguments(arguments)
                try body(statement)
                rest = rest.dropFirst(text.rows)
            }
        }
    }
}
