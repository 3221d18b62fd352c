import MediaProcessing
import Synchronization
import TencentCloud

/// An API whose answer to each request is written by the test; it remembers what was asked.
final class ScriptedLister: TaskLister {
    /// Answers a request that is to be given up at a deadline.
    typealias Script = @Sendable (_ request: TaskPageRequest, _ deadline: UnixTime?) throws(APIError) -> TaskPage

    private let answers: Mutex<Script>
    private let asked = Mutex<[TaskPageRequest]>([])

    init(_ script: @escaping Script) {
        answers = Mutex(script)
    }

    /// Every request so far.
    var requests: [TaskPageRequest] { asked.withLock { $0 } }

    /// What answers now.
    var script: Script { answers.withLock { $0 } }

    /// From now on answers otherwise.
    func answer(by script: @escaping Script) {
        answers.withLock { $0 = script }
    }

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        asked.withLock { $0.append(request) }
        return try script(request, deadline)
    }
}

extension TaskPage {
    /// A whole listing of so many tasks.
    static func whole(_ tasks: [TaskSummary] = []) -> TaskPage {
        TaskPage(totalCount: tasks.count, tasks: tasks, scrollToken: "")
    }
}
