package import TencentCloud

/// One page of a listing.
package struct TaskPage: Sendable, Hashable {
    /// How many tasks satisfy the request; nil if the API left it out. A queue's depth only on a listing's first page.
    package var totalCount: Int?
    package var tasks: [TaskSummary]
    /// Continues the listing; empty at its end.
    package var scrollToken: String
    /// Rows that came without a task id and are not among `tasks`.
    package var rowsWithoutID: Int
    package var requestID: String?
    /// The server's clock when it answered, in whole seconds, if it told.
    package var serverTime: UnixTime?

    package init(
        totalCount: Int?, tasks: [TaskSummary], scrollToken: String, rowsWithoutID: Int = 0, requestID: String? = nil,
        serverTime: UnixTime? = nil
    ) {
        self.totalCount = totalCount
        self.tasks = tasks
        self.scrollToken = scrollToken
        self.rowsWithoutID = rowsWithoutID
        self.requestID = requestID
        self.serverTime = serverTime
    }
}
