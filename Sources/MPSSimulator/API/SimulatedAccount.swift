package import TencentCloud

/// One account of the simulation: its key pair, its queue and what may be done to it while it lives.
package struct SimulatedAccount: Sendable {
    /// What its calls are signed with.
    package let credential: Credential
    package var queue: TaskQueue
    /// How many calls a second it may make; nil for as many as it likes.
    package var callsPerSecond: Int?
    /// A disabled key is not found any more.
    package var isKeyDisabled = false
    /// Whether the key lacks the permission `mps:DescribeTasks`.
    package var isUnauthorized = false
    var calls = CallCounter()
    var pageOddities: PageOddities
    var generator: Xoshiro256

    init(number: Int, configuration: SimulationConfiguration, startingAt start: UnixTime) {
        let given = number == 1 ? configuration.credential : nil
        credential = given ?? BuiltInCredentials.credential(ofAccount: number)
        let queueConfiguration = configuration.queue(ofAccount: number)
        queue = TaskQueue(configuration: queueConfiguration, startingAt: start.milliseconds)
        callsPerSecond = configuration.callsPerSecond
        pageOddities = configuration.pageOddities
        generator = Xoshiro256(seed: queueConfiguration.seed ^ 0x7061_6765_7300)
    }

    /// One page at this moment, odd as pages may be.
    mutating func page(for query: ListingQuery) throws(ListingError) -> ListingPage {
        guard pageOddities != PageOddities() else { return try queue.page(for: query) }
        var query = query
        if generator.nextBool(probability: pageOddities.short), query.limit > 1 {
            query.limit = Int.random(in: 1..<query.limit, using: &generator)
        }
        var page = try queue.page(for: query)
        let isEmpty = generator.nextBool(probability: pageOddities.empty)
        let repeatsToken = generator.nextBool(probability: pageOddities.repeatedToken)
        let countsItself = generator.nextBool(probability: pageOddities.ownTotalCount)
        let repeatsRow = generator.nextBool(probability: pageOddities.repeatedRow)
        if countsItself, query.token?.isEmpty == false { page.totalCount = page.rows.count }
        if let cap = pageOddities.totalCountCap { page.totalCount = min(page.totalCount, cap) }
        guard let first = page.rows.first, !page.nextToken.isEmpty else { return page }
        if repeatsRow { page.rows.insert(first, at: page.rows.count / 2) }
        if isEmpty || repeatsToken, let token = query.token ?? (queue.configuration.opaqueTokens ? nil : first.id) {
            page.nextToken = token
            if isEmpty { page.rows = [] }
        }
        return page
    }

    /// Whether the next page comes without TotalCount.
    mutating func omitsTotalCount() -> Bool {
        generator.nextBool(probability: pageOddities.missingTotalCount)
    }
}
