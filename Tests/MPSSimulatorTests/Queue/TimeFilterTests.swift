import MPSSimulator
import Testing

@Suite struct TimeFilterTests {
    static let ends: [(Bool, Bool)] = [(true, true), (true, false), (false, true), (false, false)]

    private func time(_ row: ListingRow, _ meaning: TimeFilter.Meaning) -> Int64? {
        switch meaning {
        case .ignored: nil
        case .byCreate: row.created.milliseconds
        case .byBegin: row.begun.milliseconds
        case .byFinish: row.finished.milliseconds
        }
    }

    @Test(arguments: ListingOrder.allCases, TimeFilter.Meaning.allCases)
    func `selects what a look at every row selects, in the listing's order`(
        order: ListingOrder, meaning: TimeFilter.Meaning
    ) throws {
        for (includesStart, includesEnd) in Self.ends {
            var configuration = Worlds.small()
            configuration.order = order
            configuration.history = 250
            configuration.timeFilter = TimeFilter(meaning, includesStart: includesStart, includesEnd: includesEnd)
            let queue = Worlds.queue(configuration, after: 1500)
            var generator = SplitMix64(seed: 11)
            for phase in TaskPhase.allCases {
                let all = try queue.rows(phase)
                for _ in 0..<4 {
                    let times = all.compactMap { time($0, meaning) }
                    let picked = [times.randomElement(using: &generator), times.randomElement(using: &generator)]
                    let low = picked.compactMap { $0 }.min()
                    let high = Bool.random(using: &generator) ? picked.compactMap { $0 }.max() : nil
                    let expected = all.filter { row in
                        if meaning == .ignored || (low == nil && high == nil) { return true }
                        guard let time = time(row, meaning) else { return false }
                        if let low, includesStart ? time < low : time <= low { return false }
                        if let high, includesEnd ? time > high : time >= high { return false }
                        return true
                    }
                    #expect(try queue.rows(phase, start: low, end: high, pageSize: 37) == expected)
                    let page = try queue.page(for: ListingQuery(phase, start: low, end: high))
                    #expect(page.totalCount == expected.count)
                }
            }
        }
    }

    @Test func `an interval that is empty or the wrong way round selects nothing`() throws {
        let queue = Worlds.queue(Worlds.small(), after: 7200)
        #expect(try queue.rows(.finished, start: Worlds.start + 5_000_000, end: Worlds.start + 1_000_000).isEmpty)
        #expect(try queue.rows(.finished, start: .max).isEmpty)
        #expect(try queue.rows(.finished, end: .min).isEmpty)
        #expect(try queue.rows(.finished, start: .min).count == queue.depth(.finished))
    }

    @Test func `a row without the compared time is never selected`() throws {
        var oddities = Oddities()
        oddities.createTimeUnset = 0.2
        let queue = Worlds.queue(Worlds.small(oddities: oddities), after: 7200)
        let selected = try queue.rows(.finished, start: 0)
        #expect(selected == (try queue.rows(.finished)).filter { $0.created.milliseconds != nil })
        #expect(selected.count < queue.depth(.finished))
    }
}
