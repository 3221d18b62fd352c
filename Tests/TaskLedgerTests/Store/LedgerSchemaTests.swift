import TaskLedger
import Testing

/// How a file of an older version becomes one of a newer, with steps that no release has yet.
@Suite struct LedgerSchemaTests {
    private static let counting = "CREATE TABLE visits (file INTEGER NOT NULL) STRICT; INSERT INTO visits VALUES (1)"
    private static let naming = "ALTER TABLE visits RENAME TO openings"

    private let state: TemporaryState

    /// A file of the current schema that holds two tasks.
    init() throws {
        state = try TemporaryState()
        try state.withLedger { ledger in
            try ledger.record([.task("done", created: 10, begun: 20, finished: 30)], .finish)
            try ledger.record([.task("waits", created: 40)], .waiting)
        }
    }

    private func schema(adding steps: String...) -> LedgerSchema {
        LedgerSchema(steps: LedgerSchema.current.steps + steps)
    }

    private func open(with schema: LedgerSchema) throws(LedgerError) {
        try LedgerStore(path: state.path, schema: schema).close()
    }

    private func version() throws -> UInt8 {
        try state.bytes()[63]
    }

    private func expectTotals(in schema: LedgerSchema) throws {
        let store = try LedgerStore(path: state.path, schema: schema)
        let ledger = try AccountLedger(name: "prod", beginningAt: 99, layout: .test, in: store)
        let totals = try #require(ledger.totals.types["WorkflowTask"])
        #expect([totals.submitted, totals.started, totals.finished] == [2, 1, 1])
        #expect(ledger.epoch == 0)
        #expect(ledger.awaited(since: .max).map(\.id) == ["waits"])
        let again = TaskSighting.task("done", created: 10, begun: 20, finished: 30)
        #expect(try ledger.record([again], .finish).wasHeld == [true])
        try store.close()
    }

    @Test func `goes the way from the file's version to its own and keeps what was counted`() throws {
        let newest = schema(adding: Self.counting, Self.naming)
        try expectTotals(in: newest)
        #expect(try version() == 3)
        // A step taken twice would fail here, as the table is there.
        try expectTotals(in: newest)
    }

    @Test func `takes up the way where an earlier version stopped`() throws {
        try open(with: schema(adding: Self.counting))
        #expect(try version() == 2)
        try expectTotals(in: schema(adding: Self.counting, Self.naming))
        #expect(try version() == 3)
    }

    @Test func `makes an empty file with all steps`() throws {
        let fresh = try TemporaryState()
        try LedgerStore(path: fresh.path, schema: schema(adding: Self.counting, Self.naming)).close()
        #expect(try fresh.bytes()[63] == 3)
    }

    @Test func `leaves the file as it was when a step fails`() throws {
        // The first step is done and the second stops in its midst.
        let broken = schema(adding: Self.counting, "DROP TABLE task; ALTER TABLE nowhere RENAME TO anywhere")
        let error = #expect(throws: LedgerError.self) { try open(with: broken) }
        #expect(error?.description.hasPrefix("state file \(state.path): ") == true)
        #expect(error?.description.contains("nowhere") == true)
        #expect(try version() == 1)
        try expectTotals(in: .current)
        try expectTotals(in: schema(adding: Self.counting))
    }

    @Test func `is refused by the version before`() throws {
        try open(with: schema(adding: Self.counting))
        let refusal = LedgerError.newerSchema(path: state.path, found: 2, supported: 1)
        #expect(throws: refusal) { try open(with: .current) }
    }
}
