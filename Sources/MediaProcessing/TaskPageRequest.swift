package import TencentCloud

/// The request of `DescribeTasks`, with its six fields; what is nil is not sent.
package struct TaskPageRequest: Sendable, Hashable, Encodable {
    package var status: TaskStatus
    /// Of finished tasks: only those with a failed subtask, or only those without.
    package var subTaskHasFailed: Bool?
    /// Rows of a page, 1 to 100; sent as an integer.
    package var limit: Int
    /// Continues a listing behind the page that gave it.
    package var scrollToken: String?
    /// Lower end of a time filter; the API does not say which time it looks at. Sent with whole seconds.
    package var startTime: UnixTime?
    /// Upper end of the same.
    package var endTime: UnixTime?

    package init(
        status: TaskStatus, subTaskHasFailed: Bool? = nil, limit: Int = 100, scrollToken: String? = nil,
        startTime: UnixTime? = nil, endTime: UnixTime? = nil
    ) {
        self.status = status
        self.subTaskHasFailed = subTaskHasFailed
        self.limit = limit
        self.scrollToken = scrollToken
        self.startTime = startTime
        self.endTime = endTime
    }

    private enum CodingKeys: String, CodingKey {
        case status = "Status"
        case subTaskHasFailed = "SubTaskHasFailed"
        case limit = "Limit"
        case scrollToken = "ScrollToken"
        case startTime = "StartTime"
        case endTime = "EndTime"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status.rawValue, forKey: .status)
        try container.encodeIfPresent(subTaskHasFailed, forKey: .subTaskHasFailed)
        try container.encode(limit, forKey: .limit)
        try container.encodeIfPresent(scrollToken, forKey: .scrollToken)
        try container.encodeIfPresent(startTime?.rfc3339, forKey: .startTime)
        try container.encodeIfPresent(endTime?.rfc3339, forKey: .endTime)
    }
}
