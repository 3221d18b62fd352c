import Foundation
import TaskLedger

/// The ledger of a busy account, with tasks that finished in the last day.
struct LargeLedger {
    /// The account as `Benchmarks/run` names it.
    private static let account = "account-1"

    private let ledger: AccountLedger
    private let start: Int64

    /// Opens the file, or makes it, for as long as `body` runs.
    static func withFile(_ path: String, _ body: (LargeLedger) throws -> Void) throws {
        let store = try LedgerStore(path: path)
        let bounds = DurationBounds(seconds: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400])
        let layout = HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds)
        let start = Int64(Date().timeIntervalSince1970) - 86_400
        let ledger = try AccountLedger(name: account, beginningAt: start * 1000, layout: layout, in: store)
        try body(LargeLedger(ledger: ledger, start: ledger.epoch / 1000))
        try store.close()
    }

    /// Records so many tasks.
    func fill(_ tasks: Int) throws {
        var stream = TaskStream(order: .created, start: start)
        while ledger.taskCount < tasks { try record(stream.next(min(2000, tasks - ledger.taskCount))) }
    }

    /// What the process holds after 200 pages of new tasks, each read twice.
    func residentMebibytes() throws -> Double {
        var stream = TaskStream(order: .created, start: start, from: ledger.taskCount)
        for _ in 0..<200 {
            let page = stream.next(100)
            try record(page)
            try record(page)
        }
        return PageCost.residentMebibytes
    }

    private func record(_ page: [TaskSighting]) throws {
        _ = try ledger.record(page, in: .finish, at: start * 1000, pass: 0, bookmark: nil)
    }
}
