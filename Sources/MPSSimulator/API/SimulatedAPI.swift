import Synchronization
package import TencentCloud

/// The API page as a function from requests to replies: DescribeTasks of MPS in front of seeded queues, in the time of an
/// injected clock.
///
/// Safe to use from any thread. Called one after another with the same clock readings, the same configuration gives the
/// same replies to the last byte. Besides the API itself it answers `GET /healthz`,
/// `GET /truth`, `POST /burst` and `POST /workers`.
package final class SimulatedAPI: Sendable {
    /// What it was made with.
    package let configuration: SimulationConfiguration
    let clock: any WallClock
    private let accounts: [LockedAccount]
    private let numbers: [String: Int]
    private let gatekeeper = Gatekeeper()
    private let front: Mutex<Front>

    /// What all accounts share.
    private struct Front: Sendable {
        var requestIDs: RequestIDSource
        var faults: FaultSource
    }

    /// The key pair of each account.
    package let credentials: [Credential]

    /// The simulation begins to live at the clock's time. Throws for a configuration that cannot be.
    package init(_ configuration: SimulationConfiguration, clock: any WallClock) throws(SimulationError) {
        try configuration.check()
        self.configuration = configuration
        self.clock = clock
        let start = clock.now()
        let accounts = (1...configuration.accounts).map { number in
            SimulatedAccount(number: number, configuration: configuration, startingAt: start)
        }
        credentials = accounts.map(\.credential)
        let numbered = zip(credentials.map(\.secretID), 1...)
        numbers = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
        self.accounts = accounts.map(LockedAccount.init)
        front = Mutex(
            Front(
                requestIDs: RequestIDSource(seed: configuration.queue.seed ^ 0x7265_7175_6573_7400),
                faults: FaultSource(
                    share: configuration.faults, kinds: configuration.faultKinds,
                    seed: configuration.queue.seed ^ 0x6661_756C_7473_0000)))
    }

    /// Answers one HTTP request.
    package func respond(to call: SimulatedCall) -> SimulatedReply {
        switch (call.method, call.path) {
        case ("GET", "/healthz"), ("HEAD", "/healthz"): .text(200, "ok")
        case ("GET", "/truth"), ("HEAD", "/truth"): truth(for: call)
        case ("POST", "/burst"): burst(for: call)
        case ("POST", "/workers"): workers(for: call)
        case (_, "/"): answer(call)
        default: .text(404, "not here: the API is at /, with /truth and /healthz, and by POST /burst and /workers")
        }
    }

    /// Changes an account, counted from 1, at this moment; its queue has lived up to now before the change.
    @discardableResult
    package func update<Result: Sendable>(
        account number: Int = 1, _ change: (inout SimulatedAccount) -> Result
    ) -> Result {
        precondition(accounts.indices.contains(number - 1), "There is no simulated account \(number).")
        let now = clock.now()
        return accounts[number - 1].withLock { account in
            account.queue.advance(to: now.milliseconds)
            return change(&account)
        }
    }

    /// Changes how many calls fail, 0 to 1, and how.
    package func setFaults(_ share: Double, kinds: [FaultKind] = FaultKind.usual) {
        front.withLock { front in
            front.faults.share = share
            front.faults.kinds = kinds
        }
    }

    /// What is true of an account, counted from 1; see `TaskQueue.truth`.
    package func truth(
        account number: Int = 1, since: UnixTime, until: UnixTime? = nil, bounds: TruthBounds = .usual
    ) -> Truth {
        update(account: number) { account in
            account.queue.truth(
                since: since.milliseconds, until: until?.milliseconds, bounds: bounds,
                account: account.credential.secretID)
        }
    }

    /// Whether the next call fails, and how.
    func nextFault() -> FaultKind? {
        front.withLock { $0.faults.next() }
    }

    /// The number of an account by its SecretId, or by its number in digits.
    func accountNumber(of name: String) -> Int? {
        if let number = numbers[name] { return number }
        return Int(name).flatMap { $0 > 0 && $0 <= accounts.count ? $0 : nil }
    }

    private func answer(_ call: SimulatedCall) -> SimulatedReply {
        let time = clock.now() + configuration.clockOffset
        let (requestID, fault) = front.withLock { ($0.requestIDs.next(), $0.faults.next()) }
        var reply = SimulatedReply(body: [], delay: configuration.latency)
        switch fault {
        case .serverError: reply = .html(500, "Internal Server Error")
        case .badGateway: reply = .html(502, "Bad Gateway")
        case .emptyBody: break
        case .nullResponse: reply.body = Array("{\"Response\":null}".utf8)
        case .wrongTypes:
            reply.body = Array("{\"Response\":{\"TotalCount\":\"12\",\"TaskSet\":{},\"ScrollToken\":7}}".utf8)
        case .internalError: reply.body = ReplyWriter.error(.internalError, requestID: requestID)
        case .requestLimitExceeded:
            reply.body = ReplyWriter.error(.tooManyCalls(101, limit: 100), requestID: requestID)
        case .cutBody:
            let body = body(for: call, at: time, requestID: requestID)
            reply.body = Array(body.prefix(front.withLock { $0.faults.cut(body.count) }))
        case .stall, .closedConnection, nil: reply.body = body(for: call, at: time, requestID: requestID)
        }
        reply.delay = configuration.latency + (fault == .stall ? .seconds(60) : .zero)
        if reply.fields.isEmpty { reply.fields = [("Content-Type", "application/json")] }
        if fault == .closedConnection { reply.fields.append(("Connection", "close")) }
        reply.fields += [("Server", "mps-simulator"), ("Date", HTTPDate(time).text)]
        return reply
    }

    private func body(for call: SimulatedCall, at time: UnixTime, requestID: String) -> [UInt8] {
        do throws(ServiceError) {
            let claim = try gatekeeper.claim(of: call, at: time)
            let secretID = claim.authorization.secretID
            guard let number = numbers[secretID] else {
                throw secretID.hasPrefix("AKID") ? .secretIDNotFound : .invalidSecretID
            }
            let (page, omitsTotal) = try page(for: call, claim: claim, account: number)
            return ReplyWriter.page(page, requestID: requestID, omittingTotalCount: omitsTotal)
        } catch {
            return ReplyWriter.error(error, requestID: requestID)
        }
    }

    private func page(
        for call: SimulatedCall, claim: Gatekeeper.Claim, account number: Int
    ) throws(ServiceError) -> (ListingPage, Bool) {
        let account = accounts[number - 1]
        if account.withLock(\.isKeyDisabled) { throw .secretIDNotFound }
        try gatekeeper.verify(claim, of: call, with: credentials[number - 1])
        if account.withLock(\.isUnauthorized) { throw .unauthorizedOperation }
        let now = clock.now()
        let (count, limit) = account.withLock { ($0.calls.count(at: now), $0.callsPerSecond) }
        if let limit, count > limit { throw .tooManyCalls(count, limit: limit) }
        let request =
            call.method == "GET"
            ? try DescribeTasksRequest(arguments: call.query, legacy: configuration.legacy)
            : try DescribeTasksRequest(body: call.body, legacy: configuration.legacy)
        let page = update(account: number) { account in
            Result<(ListingPage, Bool), ListingError> { () throws(ListingError) in
                (try account.page(for: request.query), account.omitsTotalCount())
            }
        }
        switch page {
        case .success(let page): return page
        case .failure(.unknownToken): throw .wrongValue("ScrollToken", expected: "the token of a page of this listing")
        }
    }
}
