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

    /// Tells that a poll begins: calls that may wait for polls let it pass.
    func pollBegins()

    /// Tells that the poll under way has ended, and when the next one begins.
    func pollEnded(next: UnixTime)
}

extension TaskLister {
    /// One page of a poll.
    package func page(_ request: TaskPageRequest, deadline: UnixTime?) async throws(APIError) -> TaskPage {
        try await page(request, deadline: deadline, priority: .poll)
    }
}

/// Where calls wait for none there is nothing to tell.
extension TaskLister {
    package func pollBegins() {}

    package func pollEnded(next: UnixTime) {}
}
