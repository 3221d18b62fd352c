import MediaProcessing
import TencentCloud

/// How many calls were made.
struct CallCounts: Sendable {
    /// Polls' calls at FINISH.
    var finish = 0
    /// Polls' calls at the failed tasks of FINISH.
    var failed = 0
    /// Calls of sweeps of FINISH, between polls.
    var sweeps = 0
    /// Calls of sweeps of its failed tasks.
    var failedSweeps = 0

    mutating func note(_ request: TaskPageRequest, _ priority: CallPriority) {
        switch (priority, request.status) {
        case (.background, _) where request.subTaskHasFailed != nil: failedSweeps += 1
        case (.background, _): sweeps += 1
        case (_, .finish) where request.subTaskHasFailed != nil: failed += 1
        case (_, .finish): finish += 1
        default: break
        }
    }

    static func + (some: CallCounts, more: CallCounts) -> CallCounts {
        CallCounts(
            finish: some.finish + more.finish, failed: some.failed + more.failed,
            sweeps: some.sweeps + more.sweeps, failedSweeps: some.failedSweeps + more.failedSweeps)
    }

    static func - (all: CallCounts, before: CallCounts) -> CallCounts {
        CallCounts(
            finish: all.finish - before.finish, failed: all.failed - before.failed,
            sweeps: all.sweeps - before.sweeps, failedSweeps: all.failedSweeps - before.failedSweeps)
    }
}
