import Foundation

/// What the polls of a load cost one by one, and when each of its tasks was shown.
struct CallsLedger {
    struct Poll {
        /// When it began, in milliseconds since 1970.
        var moment: Int64
        var calls: CallCounts
    }

    /// The poll before the first measured one, and those.
    let before: Poll
    let measured: [Poll]
    let pollMilliseconds: Int64
    private let rows: [CallLog.Row]
    private let own: [CallLog.Row]
    private let failedRows: [CallLog.Row]

    init(before: Poll, measured: [Poll], pollSeconds: Int, rows: [CallLog.Row], failedRows: [CallLog.Row]) {
        self.before = before
        self.measured = measured
        pollMilliseconds = Int64(pollSeconds) * 1000
        self.rows = rows
        self.failedRows = failedRows
        own = rows.filter { $0.finished >= before.moment }
    }

    /// Delay of each count beside the task's turnaround, in milliseconds, the shortest delay first.
    var delays: [(delay: Int64, turnaround: Int64)] {
        own.map { ($0.shown - $0.finished, $0.finished - $0.created) }.sorted { $0 < $1 }
    }

    /// The most that a task used up of what is promised: two polls or a tenth of its turnaround.
    var worstOfPromise: Double {
        delays.map { Double($0.delay) / Double(max(2 * pollMilliseconds, $0.turnaround / 10)) }.max() ?? 0
    }

    /// How many calls at FINISH are allowed, those at the failed tasks not among them: one a poll, and for n newly
    /// finished tasks with the oldest uncounted one D rows deep ⌈n/100⌉ + 2·log₂(1 + D/100).
    func allowance(byFinish: Bool) -> Double {
        allowance(of: rows, byFinish: byFinish)
    }

    /// The same for the calls at the failed tasks, which are a listing of their own.
    func failedAllowance(byFinish: Bool) -> Double {
        allowance(of: failedRows, byFinish: byFinish)
    }

    /// How many failed tasks are listed in the end.
    var failedCount: Int { failedRows.count }

    private func allowance(of rows: [CallLog.Row], byFinish: Bool) -> Double {
        let own = rows.filter { $0.finished >= before.moment }
        let depths = ListingDepths(rows, byFinish: byFinish)
        return zip([before] + measured, measured).reduce(0) { sum, polls in
            let (last, poll) = polls
            let new = own.count { $0.finished >= last.moment && $0.finished < poll.moment }
            let oldest = own.filter { $0.finished < poll.moment && $0.shown >= poll.moment }
                .map { byFinish ? $0.finished : $0.created }.min()
            let depth = oldest.map { depths.rows(from: $0, at: poll.moment) } ?? 0
            return sum + 1 + Double((new + 99) / 100) + 2 * log2(1 + Double(depth) / 100)
        }
    }
}
