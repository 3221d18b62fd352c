import MPSSimulator
import Testing

@Suite struct ListingTests {
    private func key(_ row: ListingRow, _ order: ListingOrder) -> Int64 {
        switch order {
        case .createAscending: row.created.milliseconds ?? 0
        case .createDescending: -(row.created.milliseconds ?? 0)
        case .finishAscending: row.finished.milliseconds ?? 0
        case .finishDescending: -(row.finished.milliseconds ?? 0)
        case .shuffled: 0
        }
    }

    @Test(arguments: ListingOrder.allCases, [false, true])
    func `pages of any size give the whole listing in its order`(order: ListingOrder, opaque: Bool) throws {
        var configuration = Worlds.small()
        configuration.order = order
        configuration.opaqueTokens = opaque
        configuration.history = 700
        let queue = Worlds.queue(configuration, after: 5400)
        for phase in TaskPhase.allCases {
            let rows = try queue.rows(phase)
            #expect(rows.count == queue.depth(phase) && Set(rows.map(\.id)).count == rows.count)
            #expect(try queue.rows(phase, pageSize: 7) == rows)
            #expect(try queue.page(for: ListingQuery(phase, limit: 1)).totalCount == rows.count)
        }
        let keys = try queue.rows(.finished).map { key($0, order) }
        #expect(keys.count > 1000 && keys == keys.sorted())
    }

    @Test func `a shuffled listing is not sorted by anything and stays as it is`() throws {
        var configuration = Worlds.small()
        configuration.order = .shuffled
        var queue = Worlds.queue(configuration, after: 7200)
        let rows = try queue.rows(.finished)
        let rises = zip(rows, rows.dropFirst()).count {
            ($0.created.milliseconds ?? 0) < ($1.created.milliseconds ?? 0)
        }
        #expect(abs(Double(rises) / Double(rows.count) - 0.5) < 0.1)
        queue.advance(to: Worlds.start + 10_800_000)
        let old = Set(rows.map(\.id))
        #expect(try queue.rows(.finished).filter { old.contains($0.id) } == rows)
    }

    @Test func `failed and other finished tasks are the two parts of FINISH`() throws {
        let queue = Worlds.queue(Worlds.small(), after: 20_000)
        let failed = try queue.rows(.finished, failed: true).map(\.id)
        let others = try queue.rows(.finished, failed: false).map(\.id)
        #expect(failed.count > 10 && Set(failed).isDisjoint(with: others))
        #expect(Set(failed + others) == Set(try queue.rows(.finished).map(\.id)))
        #expect(try queue.page(for: ListingQuery(.finished, failed: true)).totalCount == failed.count)
    }

    @Test(arguments: [
        (OutcomeFilter.ignored, true, nil as Bool?), (.ignored, false, nil), (.ignoredIfFalse, true, true),
        (.ignoredIfFalse, false, nil),
    ])
    func `an API may not mind the filter by outcome, or not when it is false`(
        filter: OutcomeFilter, asked: Bool, taken: Bool?
    ) throws {
        var configuration = Worlds.small()
        let honest = Worlds.queue(configuration, after: 20_000)
        configuration.outcomeFilter = filter
        let queue = Worlds.queue(configuration, after: 20_000)
        #expect(try queue.rows(.finished, failed: asked) == honest.rows(.finished, failed: taken))
        let total = try queue.page(for: ListingQuery(.finished, failed: asked)).totalCount
        #expect(try total == honest.page(for: ListingQuery(.finished, failed: taken)).totalCount)
    }

    @Test(arguments: ListingOrder.allCases)
    func `a token whose task has moved goes on from where it stood`(order: ListingOrder) throws {
        var configuration = Worlds.small()
        configuration.order = order
        configuration.workers = 2
        var queue = Worlds.queue(configuration, after: 7200)
        let before = try queue.rows(.waiting)
        let first = try queue.page(for: ListingQuery(.waiting, limit: 20))
        #expect(before.count > 200 && before[20].id == first.nextToken)
        queue.setWorkers(100)
        let still = Set(try queue.rows(.waiting).map(\.id))
        let rest = try queue.page(for: ListingQuery(.waiting, limit: 100, token: first.nextToken))
        let expected = before.dropFirst(20).map(\.id).filter(still.contains).prefix(100)
        #expect(rest.rows.map(\.id) == Array(expected) && !expected.isEmpty)
        if order == .createAscending { #expect(!still.contains(first.nextToken)) }
    }

    @Test func `foreign, made-up and forgotten tokens are refused`() throws {
        let queue = Worlds.queue(Worlds.small(seed: 1), after: 3600)
        let stranger = try #require(Worlds.queue(Worlds.small(seed: 2), after: 3600).rows(.finished).first?.id)
        let own = try #require(queue.rows(.finished).first?.id)
        let retyped = own.replacing("WorkflowTask", with: "EditMediaTask", maxReplacements: 1)
        for token in [stranger, "taskId6", own + "0", String(own.dropLast()), "é", retyped == own ? "x" : retyped] {
            #expect(throws: ListingError.unknownToken(token)) {
                try queue.page(for: ListingQuery(.finished, token: token))
            }
        }
        var later = queue
        later.advance(to: Worlds.start + 9 * 86_400_000)
        #expect(throws: ListingError.unknownToken(own)) { try later.page(for: ListingQuery(.finished, token: own)) }
    }

    @Test func `a token of an unfinished task has no place among finishes`() throws {
        var configuration = Worlds.small()
        configuration.order = .finishDescending
        let queue = Worlds.queue(configuration, after: 3600)
        let id = try #require(queue.rows(.processing).first?.id)
        #expect(throws: ListingError.unknownToken(id)) { try queue.page(for: ListingQuery(.finished, token: id)) }
        #expect(try queue.page(for: ListingQuery(.processing, token: id)).rows.first?.id == id)
    }
}
