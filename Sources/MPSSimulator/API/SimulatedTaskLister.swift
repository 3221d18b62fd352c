package import MediaProcessing
package import TencentCloud

/// Lists the tasks of a simulated account without HTTP, JSON and signatures: for tests that live through thousands of
/// worlds. Faults and odd pages come as they would over the wire.
package struct SimulatedTaskLister: TaskLister {
    private let api: SimulatedAPI
    private let account: Int

    /// - Parameter account: counted from 1.
    package init(_ api: SimulatedAPI, account: Int = 1) {
        self.api = api
        self.account = account
    }

    /// Answers at once, at the clock's time; the deadline, the signature and the limit on calls do not matter.
    package func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        if let fault = api.nextFault() { try fail(fault) }
        guard let phase = TaskPhase(status: request.status.rawValue) else {
            throw refusal(.wrongValue("Status", expected: "WAITING, PROCESSING or FINISH"))
        }
        guard (1...100).contains(request.limit) else { throw refusal(.limitOutOfRange) }
        if api.configuration.legacy, let name = request.newerFieldName { throw refusal(.unknown(name)) }
        let query = ListingQuery(
            phase, failed: request.subTaskHasFailed, limit: request.limit, token: request.scrollToken,
            start: request.startTime?.milliseconds, end: request.endTime?.milliseconds)
        let answer = api.update(account: account) { account in
            Result<(ListingPage, Bool), ListingError> { () throws(ListingError) in
                (try account.page(for: query), account.omitsTotalCount())
            }
        }
        guard case .success(let (page, omitsTotal)) = answer else {
            throw refusal(.wrongValue("ScrollToken", expected: "the token of a page of this listing"))
        }
        return TaskPage(
            totalCount: omitsTotal ? nil : page.totalCount, tasks: page.rows.map(TaskSummary.init),
            scrollToken: page.nextToken, requestID: nil,
            serverTime: UnixTime(seconds: (api.clock.now() + api.configuration.clockOffset).wholeSeconds))
    }

    private func refusal(_ error: ServiceError) -> APIError {
        .service(code: error.code, message: error.message, requestID: nil)
    }

    private func fail(_ fault: FaultKind) throws(APIError) {
        switch fault {
        case .internalError: throw refusal(.internalError)
        case .requestLimitExceeded: throw refusal(.tooManyCalls(101, limit: 100))
        case .serverError: throw .http(status: 500)
        case .badGateway: throw .http(status: 502)
        case .cutBody, .emptyBody, .nullResponse, .wrongTypes: throw .malformed(reason: "a simulated fault")
        case .stall: throw .deadlineExceeded
        case .closedConnection: break
        }
    }
}

extension TaskPageRequest {
    /// The first of the fields that the API did not know from its beginning.
    fileprivate var newerFieldName: String? {
        if subTaskHasFailed != nil { return "SubTaskHasFailed" }
        if startTime != nil { return "StartTime" }
        return endTime == nil ? nil : "EndTime"
    }
}

extension TaskSummary {
    fileprivate init(_ row: ListingRow) {
        self.init(
            id: row.id, type: row.type, subTaskTypes: row.subTaskTypes, createTime: TaskTime(wire: row.created.text),
            beginProcessTime: TaskTime(wire: row.begun.text), finishTime: TaskTime(wire: row.finished.text))
    }
}
