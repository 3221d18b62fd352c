package import TencentCloud

/// Lists tasks through the API's action `DescribeTasks`.
package struct MediaProcessingClient: TaskLister {
    /// The Media Processing Service in the version that these types describe.
    package static let service = APIService(name: "mps", version: "2019-06-12")

    private let client: APIClient

    /// - Parameter client: a client of `MediaProcessingClient.service`.
    package init(client: APIClient) {
        self.client = client
    }

    package func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        let reply: APIReply<DescribeTasksResponse> = try await client.call(
            "DescribeTasks", request, deadline: deadline, priority: priority)
        return reply.body.page(requestID: reply.requestID, serverTime: reply.serverTime)
    }

    package func pollBegins() {
        client.pollBegins()
    }

    package func pollEnded(next: UnixTime) {
        client.pollEnded(next: next)
    }
}
