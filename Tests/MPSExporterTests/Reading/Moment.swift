import MPSExporter

/// Moments of the readings on paper, in milliseconds; seconds ago make them readable.
enum Moment {
    /// When the reading begins.
    static let now: Int64 = 1_767_225_600_000

    /// So many seconds before.
    static func ago(_ seconds: Int64) -> Int64 { now - seconds * 1000 }
}

extension ReadRow {
    /// A row of a task that was created and finished so many seconds ago; it waited for half of the time between,
    /// unless it is told when it began.
    static func row(
        _ id: String, created: Int64, begun: Int64? = nil, finished: Int64, wasHeld: Bool = false
    ) -> ReadRow {
        ReadRow(
            id: id, created: Moment.ago(created), begun: Moment.ago(begun ?? (created + finished) / 2),
            finished: Moment.ago(finished), wasHeld: wasHeld)
    }

    /// Tasks named by the seconds since their creation, which took `service` seconds each.
    static func tasks(_ created: some Sequence<Int64>, service: Int64 = 20) -> [ReadRow] {
        created.map { row("t\($0)", created: $0, finished: $0 - service) }
    }
}

extension AwaitedTask {
    /// A task that was created so many seconds ago and missed at this reading.
    static func awaited(_ created: Int64, fruitlessJumps: Int = 0) -> AwaitedTask {
        AwaitedTask(
            id: "t\(created)", created: Moment.ago(created), missedAt: Moment.now, fruitlessJumps: fruitlessJumps)
    }
}

extension ListingMemory {
    /// A memory of an exporter that polled 15 seconds ago, and has found what tokens and filters are.
    static func polled(tokens: TokenBelief = .taskID, filter: FilterBelief = .useless) -> ListingMemory {
        var memory = ListingMemory()
        memory.tokens = tokens
        memory.filter = filter
        memory.createdLook = Moment.ago(15)
        memory.finishedLook = Moment.ago(15)
        return memory
    }
}

extension FinishReader {
    /// A reading that begins now, with pages of three rows.
    static func reading(
        _ memory: ListingMemory = .polled(), awaiting awaited: [AwaitedTask] = [], depth: Int = 0,
        _ change: (inout ReadingLimits) -> Void = { _ in }
    ) -> FinishReader {
        var limits = ReadingLimits()
        limits.pageSize = 3
        change(&limits)
        return FinishReader(memory: memory, awaited: awaited, depth: depth, moment: Moment.now, limits: limits)
    }
}

extension PageQuery {
    /// The call for the first page.
    static let first = PageQuery()

    /// The call that goes on at a token.
    static func at(_ token: String) -> PageQuery { PageQuery(token: token) }
}
