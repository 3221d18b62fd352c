import MPSSimulator

/// Small queues for tests.
enum Worlds {
    /// 2026-03-01T00:00:00Z in milliseconds.
    static let start: Int64 = 1_772_323_200_000

    /// A busy little account: about 500 tasks an hour on few workers.
    static func small(seed: UInt64 = 7, oddities: Oddities = Oddities()) -> QueueConfiguration {
        var configuration = QueueConfiguration()
        configuration.seed = seed
        configuration.arrivalRate = 0.15
        configuration.workers = 15
        configuration.oddities = oddities
        return configuration
    }

    /// A queue that has lived for so many seconds.
    static func queue(_ configuration: QueueConfiguration, after seconds: Int64 = 0) -> TaskQueue {
        var queue = TaskQueue(configuration: configuration, startingAt: start)
        queue.advance(to: start + seconds * 1000)
        return queue
    }
}

extension TaskQueue {
    /// All rows of a listing, page by page while nothing moves.
    func rows(
        _ phase: TaskPhase, failed: Bool? = nil, start: Int64? = nil, end: Int64? = nil, pageSize: Int = 100
    ) throws -> [ListingRow] {
        var query = ListingQuery(phase, failed: failed, limit: pageSize, start: start, end: end)
        var rows: [ListingRow] = []
        repeat {
            let page = try page(for: query)
            rows += page.rows
            query.token = page.nextToken
        } while query.token?.isEmpty == false
        return rows
    }
}
