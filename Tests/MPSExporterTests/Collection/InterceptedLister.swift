import MediaProcessing
import Synchronization
import TencentCloud

/// Hands calls on to another lister, but for those that a test lets fail; it remembers what was asked.
final class InterceptedLister: TaskLister {
    typealias Interception = @Sendable (TaskPageRequest) throws(APIError) -> Void

    private let lister: any TaskLister
    private let intercept: Interception
    private let asked = Mutex<[TaskPageRequest]>([])

    init(_ lister: any TaskLister, _ intercept: @escaping Interception) {
        self.lister = lister
        self.intercept = intercept
    }

    /// Every request so far.
    var requests: [TaskPageRequest] { asked.withLock { $0 } }

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        asked.withLock { $0.append(request) }
        try intercept(request)
        return try await lister.page(request, deadline: deadline, priority: priority)
    }
}
