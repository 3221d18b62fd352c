import MediaProcessing
import Synchronization
import TencentCloud

/// Does something else before it hands a call on to another lister, as what goes on beside it would.
final class InterleavedLister: TaskLister {
    typealias Interlude = @Sendable (TaskPageRequest) async -> Void

    private let lister: any TaskLister
    private let interlude = Mutex<Interlude>({ _ in })

    init(_ lister: any TaskLister) {
        self.lister = lister
    }

    /// From now on does this before each call.
    func interleave(_ interlude: @escaping Interlude) {
        self.interlude.withLock { $0 = interlude }
    }

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        await interlude.withLock(\.self)(request)
        return try await lister.page(request, deadline: deadline, priority: priority)
    }
}
