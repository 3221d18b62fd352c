import Logging
import MPSExporter
import TaskLedger
import TencentCloud
import Testing

/// The reader's notes in the state file, which are JSON in a column: the counts lie elsewhere.
@Suite struct `Notes on the reading` {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let log = LogRecorder()

    private func collector(
        notes bookmark: [UInt8], show: @escaping @Sendable (AccountSnapshot) -> Void = { _ in }
    ) throws -> AccountCollector {
        let store = try LedgerStore(path: ":memory:")
        let ledger = try AccountLedger(name: "test", beginningAt: 0, layout: .usual, in: store)
        try ledger.save(bookmark: bookmark)
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 3, history: .zero, layout: .usual)
        return try AccountCollector(
            settings: settings, store: store, lister: ScriptedLister { _, _ in .whole() }, clock: clock,
            logger: log.logger, show: show)
    }

    private func gap(in bookmark: [UInt8]) throws -> Int64? {
        try collector(notes: bookmark).initialSnapshot.ledger?.gap
    }

    private func notes() throws -> [UInt8] {
        var memory = CollectorMemory()
        memory.gap = 90_000
        return try #require(memory.bookmark)
    }

    @Test func `are gone on with`() throws {
        #expect(try gap(in: notes()) == 90_000)
        #expect(log.lines == [])
    }

    @Test func `are begun anew where they are damaged, and the log tells what is forgotten`() throws {
        #expect(try gap(in: notes().dropLast()) == 0)
        #expect(log.lines.map(\.level) == [.warning])
        #expect(log.lines.first?.message.contains("a gap of before is forgotten") == true)
    }

    static let beliefs: [(FilterBelief, Bool?)] = [
        (.untried, nil), (.refused, false), (.useless, false), (.byCreation, true), (.byFinish, true),
    ]

    @Test(arguments: beliefs)
    func `say which filters are used, and a snapshot shows it`(belief: FilterBelief, isUsed: Bool?) async throws {
        var memory = CollectorMemory()
        memory.finish.filter = belief
        let life = ExporterLife()
        await (try collector(notes: #require(memory.bookmark)) { life.show($0) }).poll()
        #expect(life.snapshot?.filters["StartTime"] == isUsed)
    }
}
