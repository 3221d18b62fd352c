package import TencentCloud

/// The members of a `DescribeTasks` response; every one may be missing or null, and others are ignored.
package struct DescribeTasksResponse: APIResponseBody {
    private let totalCount: Int?
    private let tasks: [TaskSummary]
    private let rowsWithoutID: Int
    private let scrollToken: String

    package init(response: JSONValue) throws(JSONError) {
        totalCount = try Self.count(response.member("TotalCount"))
        scrollToken = try response.member("ScrollToken")?.string() ?? ""
        let rows = try response.member("TaskSet")?.elements() ?? []
        var tasks: [TaskSummary] = []
        tasks.reserveCapacity(rows.count)
        for row in rows {
            if let task = try Self.task(row) { tasks.append(task) }
        }
        self.tasks = tasks
        rowsWithoutID = rows.count - tasks.count
    }

    /// The page that this response is, with what its envelope adds.
    package func page(requestID: String?, serverTime: UnixTime?) -> TaskPage {
        TaskPage(
            totalCount: totalCount, tasks: tasks, scrollToken: scrollToken, rowsWithoutID: rowsWithoutID,
            requestID: requestID, serverTime: serverTime)
    }

    /// No queue is longer, and up to it numbers of every kind hold a count exactly.
    private static let greatestCount = 1 << 53

    private static func count(_ value: JSONValue?) throws(JSONError) -> Int? {
        guard let value else { return nil }
        let count = try value.integer()
        guard 0...greatestCount ~= count else { throw value.mismatch("a count") }
        return count
    }

    /// The task of a row, nil if it has no id: it could neither be told from others nor be counted once.
    private static func task(_ row: JSONValue) throws(JSONError) -> TaskSummary? {
        let id = try row.member("TaskId")?.string() ?? ""
        let task = TaskSummary(
            id: id,
            type: try row.member("TaskType")?.string() ?? "",
            subTaskTypes: try subTaskTypes(row.member("SubTaskTypes")),
            createTime: try time(row.member("CreateTime")),
            beginProcessTime: try time(row.member("BeginProcessTime")),
            finishTime: try time(row.member("FinishTime")))
        return id.isEmpty ? nil : task
    }

    private static func subTaskTypes(_ value: JSONValue?) throws(JSONError) -> [String] {
        guard let value else { return [] }
        var types: [String] = []
        for element in try value.elements() { types.append(try element.string()) }
        return types
    }

    private static func time(_ value: JSONValue?) throws(JSONError) -> TaskTime {
        guard let value else { return .unset }
        return TaskTime(utf8: try value.utf8())
    }
}
