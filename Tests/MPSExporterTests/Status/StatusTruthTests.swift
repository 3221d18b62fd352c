import Exposition
import Glibc
import MPSExporter
import MPSSimulator
import TencentCloud
import Testing

/// Half an hour in which tasks pile up, as there are no workers, and half an hour in which there are enough.
@Suite struct `The status of an account beside the truth` {
    private let world: StatusWorld
    private let account: AccountStatus

    init() async throws {
        world = try StatusWorld(workers: 0)
        await world.poll(times: 100)
        world.api.update { $0.queue.setWorkers(16) }
        await world.poll(times: 120)
        account = try #require(await world.report().accounts.first)
    }

    /// What truly happened within so many seconds before the last poll.
    private func truth(of seconds: Double, bounds: TruthBounds = .usual) throws -> [TruthOfType] {
        let end = world.clock.now()
        let truth = world.api.truth(since: end + .seconds(-seconds), until: end, bounds: bounds)
        try #require(truth.exact)
        return Array(truth.types.values)
    }

    @Test func `rates are those of what truly was submitted and finished`() throws {
        let rates = try #require(account.rates)
        let truth = try truth(of: rates.windowSeconds)
        let minutes = rates.windowSeconds / 60
        let submitted = Double(truth.reduce(0) { $0 + $1.submitted })
        let finished = Double(truth.reduce(0) { $0 + $1.finished })
        #expect(1740...1800 ~= rates.windowSeconds)
        #expect(abs(rates.submittedPerMinute - submitted / minutes) < 0.001)
        #expect(abs(rates.finishedPerMinute - finished / minutes) < 0.001)
        // Else one could stand for the other.
        #expect(finished > submitted && finished != Double(truth.reduce(0) { $0 + $1.started }))
    }

    @Test func `the drain is what waits over the surplus`() throws {
        let span = try #require(account.rates).windowSeconds
        let truth = try truth(of: span)
        let surplus = Double(truth.reduce(0) { $0 + $1.finished }) - Double(truth.reduce(0) { $0 + $1.submitted })
        let waiting = try #require(account.waiting.depth)
        #expect(account.drain.trend == .draining)
        #expect(abs(try #require(account.drain.seconds) - Double(waiting) / surplus * span) < 0.001)
    }

    @Test func `a queue that only fills up is growing`() async throws {
        let filling = try StatusWorld(workers: 0)
        await filling.poll(times: 20)
        #expect(await filling.report().accounts.first?.drain.trend == .growing)
    }

    @Test(arguments: [0.5, 0.95])
    func `quantiles of the wait are off by less than a bucket`(share: Double) throws {
        let wait = try #require(account.wait)
        let quantile = try #require(share == 0.5 ? wait.medianSeconds : wait.p95Seconds)
        let truth = try truth(of: wait.windowSeconds, bounds: TruthBounds(all: [quantile / 1.045, quantile * 1.045]))
        let counts = (0...2).map { place in truth.reduce(0) { $0 + $1.wait.buckets[place] } }
        let tasks = counts.reduce(0, +)
        #expect(wait.tasks == Int64(tasks))
        #expect(Double(counts[0]) <= share * Double(tasks))
        #expect(Double(counts[0] + counts[1]) >= share * Double(tasks))
    }

    @Test(arguments: [0.5, 0.95])
    func `quantiles of the wait are in the bucket that the scrape has them in`(share: Double) throws {
        let wait = try #require(account.wait)
        let quantile = try #require(share == 0.5 ? wait.medianSeconds : wait.p95Seconds)
        let natives = world.scraped("mps_task_wait_duration_seconds").compactMap { value in
            if case .histogram(let histogram) = value { histogram.native } else { nil }
        }
        var tasks = natives.reduce(0) { $0 + $1.zeroCount }
        var counts: [Int: UInt64] = [:]
        for bucket in natives.flatMap(\.positive) { counts[bucket.index, default: 0] += bucket.count }
        // All that was counted since the start was counted in this hour.
        #expect(wait.tasks == Int64(counts.values.reduce(tasks, +)))
        let rank = share * Double(wait.tasks)
        let index = try #require(
            counts.keys.sorted().first { index in
                tasks += counts[index] ?? 0
                return Double(tasks) >= rank
            })
        let schema = try #require(natives.first?.schema)
        let bounds = [index - 1, index].map { exp2(Double($0) / exp2(Double(schema))) }
        #expect(bounds[0] - 0.001 <= quantile && quantile <= bounds[1] + 0.001)
    }

    @Test func `median and 95 % are not the same`() throws {
        let wait = try #require(account.wait)
        let (median, p95) = (try #require(wait.medianSeconds), try #require(wait.p95Seconds))
        #expect(median * 1.2 < p95)
    }
}
