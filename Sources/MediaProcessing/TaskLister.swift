package import TencentCloud

/// Gives task listings page by page.
package protocol TaskLister: Sendable {
    /// One page, with retries of what can be retried until the deadline.
    ///
    /// - Parameters:
    ///   - deadline: when the caller gives up; nil leaves it to the bound on attempts.
    ///   - priority: whether the call may wait for polls.
    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage
}

extension TaskLister {
    /// One page of a poll.
    package func page(_ request: TaskPageRequest, deadline: UnixTime?) async throws(APIError) -> TaskPage {
        try await page(request, deadline: deadline, priority: .poll)
    }
}
