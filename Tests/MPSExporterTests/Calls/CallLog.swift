import MPSSimulator
import MediaProcessing
import Synchronization
import TencentCloud

/// Passes calls on to a simulated account and keeps the books: which calls were made, and when each finished task was
/// first shown.
final class CallLog: TaskLister {
    /// A row of FINISH, and when the exporter was first shown it; times in milliseconds since 1970.
    struct Row {
        var created: Int64
        var finished: Int64
        var shown: Int64
    }

    private struct Books {
        var counts = CallCounts()
        var rows: [String: Row] = [:]
        var failedRows: [String: Row] = [:]
    }

    private let lister: SimulatedTaskLister
    private let clock: ManualClock
    private let books = Mutex(Books())

    init(_ lister: SimulatedTaskLister, clock: ManualClock) {
        self.lister = lister
        self.clock = clock
    }

    /// All calls until now.
    var counts: CallCounts { books.withLock { $0.counts } }

    /// Every finished task that was shown until now.
    var rows: [Row] { books.withLock { Array($0.rows.values) } }

    /// Every one that was shown among the failed ones until now, and when it first was.
    var failedRows: [Row] { books.withLock { Array($0.failedRows.values) } }

    /// How many tasks that were shown finished since a moment, in milliseconds since 1970.
    func count(finishedSince moment: Int64) -> Int {
        books.withLock { books in books.rows.values.count { $0.finished >= moment } }
    }

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        books.withLock { $0.counts.note(request, priority) }
        let page = try await lister.page(request, deadline: deadline, priority: priority)
        guard request.status == .finish else { return page }
        let now = clock.now().milliseconds
        books.withLock { books in
            for task in page.tasks {
                guard let created = task.createTime.time, let finished = task.finishTime.time else { continue }
                let row = Row(created: created.milliseconds, finished: finished.milliseconds, shown: now)
                if books.rows[task.id] == nil { books.rows[task.id] = row }
                guard request.subTaskHasFailed != nil, books.failedRows[task.id] == nil else { continue }
                books.failedRows[task.id] = row
            }
        }
        return page
    }
}
