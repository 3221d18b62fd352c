import MediaProcessing
import Synchronization
import TencentCloud

/// Listings as they stand now, entered at a task by its id; the API knows no filter.
final class ListedTasks: Sendable {
    private let tasks = Mutex<[TaskStatus: [TaskSummary]]>([:])
    private let clock: ManualClock
    /// What TotalCount says of so many rows of FINISH.
    private let totalCount: @Sendable (Int) -> Int?
    /// How far this machine's clock is ahead of the API's.
    private let lead: Duration

    init(_ clock: ManualClock, lead: Duration = .zero, totalCount: @escaping @Sendable (Int) -> Int? = { $0 }) {
        self.clock = clock
        self.lead = lead
        self.totalCount = totalCount
    }

    /// The rows of a status, in their order.
    subscript(status: TaskStatus) -> [TaskSummary] {
        get { tasks.withLock { $0[status] ?? [] } }
        set { tasks.withLock { $0[status] = newValue } }
    }

    func page(_ request: TaskPageRequest) throws(APIError) -> TaskPage {
        guard request.subTaskHasFailed == nil, request.startTime == nil else {
            throw .service(code: "UnknownParameter", message: "The parameter is not recognized.", requestID: nil)
        }
        let listed = self[request.status]
        let rest = listed.drop { request.scrollToken != nil && $0.id != request.scrollToken }
        return TaskPage(
            totalCount: request.status == .finish ? totalCount(listed.count) : listed.count,
            tasks: Array(rest.prefix(request.limit)), scrollToken: rest.dropFirst(request.limit).first?.id ?? "",
            serverTime: clock.now() - lead)
    }
}
