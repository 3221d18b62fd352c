import MPSSimulator
import Testing

@Suite struct TruthTests {
    @Test(arguments: 0..<12)
    func `is what someone counts who never looks away`(seed: UInt64) throws {
        var configuration = Worlds.small(seed: seed, oddities: .all)
        configuration.oddities.lateFinishTime = 0.05
        configuration.order = ListingOrder.allCases[Int(seed) % 5]
        configuration.window = seed % 2 == 0 ? .byCreation : .byFinish
        configuration.history = 40
        var queue = Worlds.queue(configuration)
        var watcher = Watcher()
        for step in 0...150 {
            queue.advance(to: Worlds.start + Int64(step) * 10_000)
            try watcher.look(at: queue)
        }
        for since in [0, Worlds.start - 86_400_000, Worlds.start, Worlds.start + 600_500] {
            let expected = watcher.tally(since: since).filter { $0.value != 0 }
            #expect(queue.truth(since: since).tally == expected)
            #expect(expected.count > 20)
        }
    }

    @Test func `keeps the totals of a registered moment when tasks are forgotten`() throws {
        var configuration = Worlds.small(oddities: .all)
        configuration.arrivalRate = 0.001
        configuration.workers = 3
        configuration.window = .byFinish
        var queue = Worlds.queue(configuration)
        var watcher = Watcher()
        let since = Worlds.start + 86_400_000
        for step in 0...250 {
            queue.advance(to: Worlds.start + Int64(step) * 7_200_000)
            try watcher.look(at: queue)
            if step == 50 { #expect(queue.truth(since: since).exact) }
        }
        let truth = queue.truth(since: since)
        #expect(truth.exact && truth.tally == watcher.tally(since: since).filter { $0.value != 0 })
        #expect(queue.truth(since: since).tally == truth.tally)
        #expect(!queue.truth(since: since - 1).exact)
        #expect(!queue.truth(since: since, until: since + 1).exact)
        #expect(queue.truth(since: Worlds.start + 490 * 3_600_000).exact)
    }

    @Test func `counts what lies before the end that it is asked for`() {
        var queue = Worlds.queue(Worlds.small(), after: 7200)
        let middle = Worlds.start + 3_600_000
        let parts = [queue.truth(since: 0, until: middle), queue.truth(since: middle)].map(\.tally)
        let whole = queue.truth(since: 0).tally
        #expect(parts[0].merging(parts[1], uniquingKeysWith: +) == whole)
        #expect(parts[0].values.reduce(0, +) > 1000 && parts[1].values.reduce(0, +) > 1000)
    }

    @Test func `buckets hold their upper bounds and add up`() throws {
        var configuration = Worlds.small()
        configuration.arrivalRate = 0
        configuration.workers = 1000
        var queue = Worlds.queue(configuration)
        for seconds in [0, 1, 2, 3, 10, 11, 500] {
            queue.submit(1, ofType: "EditMediaTask", serviceSeconds: Double(seconds))
        }
        queue.advance(to: Worlds.start + 600_000)
        let truth = queue.truth(since: 0, bounds: TruthBounds(all: [1, 2, 10]))
        let type = try #require(truth.types["EditMediaTask"])
        #expect(type.processing.buckets == [2, 1, 2, 2] && type.processing.sum == 527)
        #expect(type.wait.buckets == [7, 0, 0, 0])
        #expect(type.turnaround == type.processing)
    }

    @Test func `tells what the listings hold now`() throws {
        var configuration = Worlds.small(oddities: .all)
        configuration.workers = 5
        let queue = Worlds.queue(configuration, after: 7200)
        let gauges = queue.gauges
        for phase in TaskPhase.allCases { #expect(gauges[phase.status]?.depth == queue.depth(phase)) }
        let waiting = try queue.rows(.waiting)
        let processing = try queue.rows(.processing)
        #expect(gauges["WAITING"]?.types == Dictionary(grouping: waiting, by: \.type).mapValues(\.count))
        #expect(gauges["PROCESSING"]?.types == Dictionary(grouping: processing, by: \.type).mapValues(\.count))
        let oldest = [
            waiting.compactMap(\.created.milliseconds).min(), processing.compactMap(\.begun.milliseconds).min(),
        ]
        #expect(gauges["WAITING"]?.oldest == oldest[0].map { Double($0) / 1000 })
        #expect(gauges["PROCESSING"]?.oldest == oldest[1].map { Double($0) / 1000 })
        #expect(!waiting.isEmpty && !processing.isEmpty)
    }
}
