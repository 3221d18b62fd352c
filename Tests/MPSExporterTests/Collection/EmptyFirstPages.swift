import MediaProcessing
import TencentCloud

/// Hands on to another API, whose listings of finished tasks say nothing of their length, and may begin with an empty page.
struct EmptyFirstPages: TaskLister {
    private static let token = "second"
    let lister: any TaskLister
    /// Whether they do.
    let isOn: @Sendable () -> Bool

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        guard request.status == .finish else {
            return try await lister.page(request, deadline: deadline, priority: priority)
        }
        if request.scrollToken == nil, isOn() {
            return TaskPage(totalCount: nil, tasks: [], scrollToken: Self.token)
        }
        var behind = request
        if behind.scrollToken == Self.token { behind.scrollToken = nil }
        let page = try await lister.page(behind, deadline: deadline, priority: priority)
        return TaskPage(totalCount: nil, tasks: page.tasks, scrollToken: page.scrollToken)
    }
}
