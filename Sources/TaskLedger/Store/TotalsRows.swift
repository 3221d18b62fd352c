import FoundationEssentials
import GRDB

/// The rows of the totals of one account.
struct TotalsRows {
    let database: Database
    let account: Int64

    /// Writes the totals whole.
    func write(_ totals: AccountTotals) throws {
        for (position, type) in totals.typeOrder.enumerated() {
            guard let sums = totals.types[type] else { continue }
            try write(sums, type: type, position: position, layout: totals.layout)
        }
        for (position, type) in totals.subTaskTypeOrder.enumerated() {
            try write(subTaskType: type, position: position, finished: totals.subTaskTypes[type] ?? 0)
        }
        for (duration, tasks) in totals.skipped { try write(skipped: duration, tasks: tasks) }
    }

    private func write(_ totals: TaskTypeTotals, type: String, position: Int, layout: HistogramLayout) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO task_type
                (account, position, name, submitted, started, finished, failed, wait, processing, turnaround)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            account, position, type, totals.submitted, totals.started, totals.finished, totals.failed,
            Data(totals.wait.blob(bounds: layout.wait)),
            Data(totals.processing.blob(bounds: layout.processing)),
            Data(totals.turnaround.blob(bounds: layout.turnaround)),
        ])
    }

    private func write(subTaskType: String, position: Int, finished: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO subtask_type (account, position, name, finished) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [account, position, subTaskType, finished])
    }

    private func write(skipped: SkippedDuration, tasks: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO skipped_duration (account, duration, reason, tasks) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [account, skipped.kind.rawValue, skipped.reason.rawValue, tasks])
    }
}
