import Foundation
import TaskLedger
import Testing

/// What the file is, and which files are refused. Read-only and full disks need a file system of their own: they stand in
/// Tests/Acceptance/test_state_file.py.
@Suite struct LedgerStoreTests {
    private static let versionField = 60..<64
    private static let applicationField = 68..<72

    /// A file with enough tasks for its tables to have pages of their own.
    private func filledState() throws -> TemporaryState {
        let state = try TemporaryState()
        try state.withLedger { ledger in
            for page in 0..<70 {
                let rows = (0..<30).map {
                    TaskSighting.task("\(page)-\($0)", created: Int64(page), begun: Int64(page), finished: 100)
                }
                try ledger.record(rows, .finish)
            }
            try ledger.record([.task("waits", created: 7)], .waiting)
        }
        return state
    }

    private func refusal(of path: String) -> LedgerError? {
        do {
            let store = try LedgerStore(path: path)
            try store.close()
            return nil
        } catch {
            return error
        }
    }

    @Test func `says in its header whose it is and of which schema version`() throws {
        let bytes = try filledState().bytes()
        #expect(Array(bytes[Self.versionField]) == [0, 0, 0, 1])
        #expect(Array(bytes[Self.applicationField]) == Array("MPSE".utf8))
    }

    @Test func `reads a file of schema version 1`() throws {
        let state = try TemporaryState()
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/schema-1.state")
        try state.write([UInt8](try Data(contentsOf: fixture)))
        try state.withLedger(named: "fixture", beginningAt: 5) { ledger in
            #expect(ledger.epoch == 1000)
            #expect(ledger.bookmark == [1, 2, 3])
            #expect(ledger.taskCount == 72)
            #expect(ledger.awaited(since: .max).map(\.id) == ["fixture-wait"])
            let totals = try #require(ledger.totals.types["WorkflowTask"])
            #expect([totals.submitted, totals.started, totals.finished, totals.failed] == [72, 71, 71, 1])
            #expect(totals.turnaround.sumMilliseconds == 71 * 30_000)
            #expect(ledger.totals.subTaskTypes == ["Transcode": 71])
            // In the table, in the journal.
            let known = [0, 70].map {
                TaskSighting.task("fixture-\($0)", created: 100 + $0, begun: 110 + $0, finished: 130 + $0)
            }
            #expect(try ledger.record(known, .finish).wasHeld == [true, true])
        }
        #expect(Array(try state.bytes()[Self.versionField]) == [0, 0, 0, 1])
    }

    @Test func `refuses a newer version and leaves it alone`() throws {
        let state = try filledState()
        var bytes = try state.bytes()
        bytes.replaceSubrange(Self.versionField, with: [0, 0, 0, 2])
        try state.write(bytes)
        #expect(refusal(of: state.path) == .newerSchema(path: state.path, found: 2, supported: 1))
        #expect(try state.bytes() == bytes)
    }

    @Test(arguments: [versionField, applicationField])
    func `refuses the database of another program and leaves it alone`(field: Range<Int>) throws {
        let state = try filledState()
        var bytes = try state.bytes()
        bytes.replaceSubrange(field, with: [0, 0, 0, 0])
        try state.write(bytes)
        #expect(refusal(of: state.path) == .damaged(path: state.path, reason: "a database of another program"))
        #expect(try state.bytes() == bytes)
    }

    @Test func `an empty file is a new one`() throws {
        let state = try TemporaryState()
        try state.write([])
        try state.withLedger { #expect($0.taskCount == 0) }
    }

    @Test func `refuses a file without the header of a database`() throws {
        let state = try filledState()
        let headless = Array(repeating: 0, count: 100) + (try state.bytes()).dropFirst(100)
        for bytes in [Array("queue: prod\n".utf8), headless] {
            try state.write(bytes)
            guard case .damaged = refusal(of: state.path) else {
                Issue.record("not refused: \(bytes.prefix(20))")
                continue
            }
            #expect(try state.bytes() == bytes)
        }
    }

    @Test func `refuses a file that ends early`() throws {
        let state = try filledState()
        try state.write(Array(try state.bytes().prefix(20_000)))
        guard case .damaged = refusal(of: state.path) else {
            Issue.record("not refused")
            return
        }
    }

    /// Where a page is wiped, either nothing shows, or opening or recording fails and nothing is counted by it.
    @Test func `a wiped page is an error, never a trap and never a count`() throws {
        let state = try filledState()
        let whole = try state.bytes()
        let row = TaskSighting.task("0-0", created: 0, begun: 0, finished: 100)
        var failures = 0
        for page in 1..<(whole.count / 4096) {
            var bytes = whole
            bytes.replaceSubrange((page * 4096)..<((page + 1) * 4096), with: repeatElement(0xff, count: 4096))
            try state.write(bytes)
            do {
                try state.withLedger { ledger in
                    let before = ledger.totals
                    do {
                        try ledger.record([row], .finish)
                    } catch {
                        #expect(ledger.totals == before)
                        throw error
                    }
                    #expect(ledger.totals == before, "page \(page)")
                }
            } catch {
                guard case .damaged? = error as? LedgerError else {
                    Issue.record("page \(page): \(error)")
                    continue
                }
                failures += 1
            }
        }
        #expect(failures > 5)
    }

    @Test func `refuses a file that is held already, until it is closed`() throws {
        let state = try TemporaryState()
        let holder = try LedgerStore(path: state.path)
        #expect(refusal(of: state.path) == .locked(path: state.path))
        try holder.close()
        #expect(refusal(of: state.path) == nil)
    }

    @Test func `refuses a place where no file can be`() throws {
        let state = try TemporaryState()
        for path in ["\(state.folder.path)/nowhere/state.sqlite", state.folder.path] {
            guard case .cannotOpen(path, _)? = refusal(of: path) else {
                Issue.record("not refused: \(path)")
                continue
            }
        }
    }

    @Test func `notices that the file was removed, replaced and put back`() throws {
        let state = try TemporaryState()
        let (path, aside) = (state.path, state.path + ".aside")
        let store = try LedgerStore(path: path)
        try store.checkPlace()
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        #expect(throws: LedgerError.displaced(path: path)) { try store.checkPlace() }
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(throws: LedgerError.displaced(path: path)) { try store.checkPlace() }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: aside, toPath: path)
        try store.checkPlace()
    }

    @Test func `its errors are one line that names the file`() {
        let errors: [LedgerError] = [
            .cannotOpen(path: "/a/b", reason: "r"), .damaged(path: "/a/b", reason: "r"),
            .newerSchema(path: "/a/b", found: 2, supported: 1), .locked(path: "/a/b"), .readOnly(path: "/a/b"),
            .diskFull(path: "/a/b"), .displaced(path: "/a/b"),
            .failed(path: "/a/b", reason: "r"),
        ]
        for error in errors {
            #expect(error.description.hasPrefix("state file /a/b: "))
            #expect(!error.description.contains("\n"))
        }
    }
}
