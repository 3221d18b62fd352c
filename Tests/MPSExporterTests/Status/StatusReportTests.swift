import MPSExporter
import MPSSimulator
import TencentCloud
import Testing

@Suite struct `The status of an account` {
    @Test func `is starting before the first poll, and claims nothing`() async throws {
        let account = try #require(await StatusWorld().report().accounts.first)
        #expect(account.state == .starting)
        #expect(account.waiting.depth == nil)
        #expect(account.rates == nil)
        #expect(account.wait == nil)
        #expect(account.drain.trend == .unknown)
        #expect(account.lastPoll == nil)
        #expect(account.history.timestampSeconds.isEmpty)
    }

    @Test func `is what the counters and gauges say`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 120)
        let report = await world.report()
        let account = try #require(report.accounts.first)
        #expect(report.isReady)
        #expect(account.state == .ok)
        #expect(account.polls == 120)
        #expect(account.waiting.isCurrent && account.processing.isCurrent && account.finish.isCurrent)
        #expect(account.waiting.depth == account.history.waiting.last)
        let queues = ["WAITING": account.waiting, "PROCESSING": account.processing, "FINISH": account.finish]
        for (status, queue) in queues {
            func scraped(_ what: String) -> Double? { world.gauge("mps_queue_\(what)", status: status) }
            #expect(queue.depth.map(Double.init) == scraped("depth"))
            #expect(queue.isListingComplete == (scraped("listing_complete") == 1))
            #expect(queue.oldestTimestampSeconds == scraped("oldest_task_timestamp_seconds"))
            #expect(queue.oldestAgeSeconds == scraped("oldest_task_age_seconds"))
        }
        // Else one could stand for the other.
        #expect(Set(queues.values.map(\.depth)).count == 3)
        #expect(account.waiting.oldestTimestampSeconds != account.processing.oldestTimestampSeconds)
    }

    @Test func `claims no rates and waits while what finished in days is being read`() async throws {
        let world = try StatusWorld(finished: 12_000)
        var pollsBefore = 0
        repeat {
            await world.poll()
            let account = try #require(await world.report().accounts.first)
            guard account.isCatchingUp else { break }
            #expect(account.rates == nil && account.wait == nil)
            pollsBefore += 1
            for _ in 0..<20 { _ = await world.collector.backgroundStep() }
        } while pollsBefore < 100
        #expect(2..<100 ~= pollsBefore)
        #expect(world.counted > 10_000)
        await world.poll(times: 4)
        let account = try #require(await world.report().accounts.first)
        #expect(account.rates?.windowSeconds == 60)
        #expect(try #require(account.rates).finishedPerMinute < 100)
        #expect(try #require(account.wait).tasks < 100)
    }

    @Test func `claims no rates and waits after one poll`() async throws {
        let world = try StatusWorld()
        await world.poll()
        let account = try #require(await world.report().accounts.first)
        #expect(account.state == .ok)
        #expect(account.rates == nil)
        #expect(account.wait == nil)
    }

    @Test func `claims no rates and waits after an hour without a poll that succeeded, and has them after the next`()
        async throws
    {
        let world = try StatusWorld()
        await world.poll(times: 20)
        world.api.setFaults(1)
        await world.poll(times: 240)
        #expect(await world.report().accounts.first?.rates != nil)
        #expect(await world.report().accounts.first?.wait != nil)
        await world.poll()
        let account = try #require(await world.report().accounts.first)
        #expect(account.state == .failing)
        #expect(account.rates == nil)
        #expect(account.wait == nil)
        #expect(account.waiting.depth == 0)
        #expect(account.drain.trend == .unknown)

        world.api.setFaults(0)
        await world.poll()
        let mended = try #require(await world.report().accounts.first)
        #expect(mended.rates?.windowSeconds == 3630)
        #expect(mended.wait?.windowSeconds == 3630)
    }

    @Test func `claims no rates and waits when no poll has ended for an hour`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 2)
        world.clock.advance(by: .seconds(3600))
        #expect(await world.report().accounts.first?.wait != nil)
        world.clock.advance(by: .seconds(1))
        #expect(await world.report().accounts.first?.rates == nil)
        #expect(await world.report().accounts.first?.wait == nil)
    }

    @Test(arguments: [1801, 3600, 7200])
    func `has rates, waits and a drain from the second poll on, however rare polls are`(seconds: Int) async throws {
        let world = try StatusWorld(workers: 2, pollInterval: .seconds(seconds))
        for _ in 0..<3 {
            await world.poll(times: 2)
            let account = try #require(await world.report().accounts.first)
            #expect(account.rates?.windowSeconds == Double(seconds))
            #expect(account.wait?.windowSeconds == Double(seconds))
            #expect(account.drain.trend == .growing)
            world.clock.advance(by: .seconds(2 * seconds))
            #expect(await world.report().accounts.first?.rates != nil)
        }
    }

    @Test func `is failing when the last poll failed, and says why and how old its values are`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 3)
        let before = try #require(await world.report().accounts.first)
        world.api.setFaults(1)
        await world.poll()
        let account = try #require(await world.report().accounts.first)
        #expect(account.state == .failing)
        #expect(account.waiting.depth == before.waiting.depth)
        #expect(!account.waiting.isCurrent)
        #expect(account.waiting.lastSuccessTimestampSeconds == before.waiting.lastSuccessTimestampSeconds)
        #expect(account.lastError?.isMended == false)
        #expect(account.history.waiting.last == .some(nil))
        #expect(account.lastPoll?.isSuccessful == false)

        world.api.setFaults(0)
        await world.poll()
        let mended = try #require(await world.report().accounts.first)
        #expect(mended.state == .ok)
        #expect(mended.lastError?.isMended == true)
    }

    @Test func `a depth of a poll that failed behind it is shown with its own time`() {
        let now: Int64 = 1_767_225_600_000
        var snapshot = AccountSnapshot(account: "prod")
        (snapshot.waiting.depth, snapshot.waiting.depthRead) = (7, now - 1_000)
        (snapshot.waiting.succeeded, snapshot.waiting.lastSuccess) = (false, now - 7_200_000)
        (snapshot.processing.depth, snapshot.processing.depthRead) = (9, now - 60_000)
        (snapshot.isUp, snapshot.lastPollEnded, snapshot.lastPollDuration) = (false, now, 2_000)
        var history = QueueHistory()
        history.take(snapshot)
        let account = AccountStatus(snapshot, history, pollInterval: .seconds(15), at: now)
        #expect(account.waiting.depth == 7 && !account.waiting.isCurrent)
        #expect(account.waiting.depthTimestampSeconds == Double(now / 1000 - 1))
        #expect(account.waiting.lastSuccessTimestampSeconds == Double(now / 1000 - 7_200))
        #expect(account.history.waiting == [7])
        #expect(account.history.processing == [nil])
    }

    @Test func `is stale when no poll ends any more`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 2)
        world.clock.advance(by: .seconds(45))
        #expect(await world.report().accounts.first?.state == .ok)
        world.clock.advance(by: .seconds(1))
        #expect(await world.report().accounts.first?.state == .stale)
    }

    @Test func `has a row of nulls where nothing was polled for long`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 2)
        world.clock.advance(by: .seconds(600))
        await world.poll()
        let history = try #require(await world.report().accounts.first?.history)
        #expect(history.waiting.map { $0 == nil } == [false, false, true, false])
        #expect(history.timestampSeconds == history.timestampSeconds.sorted())
        #expect(history.submittedPerMinute.count == 4)
    }

    @Test func `shows no more than an hour`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 600)
        let history = try #require(await world.report().accounts.first?.history)
        let now = world.clock.now().wholeSeconds
        #expect(history.timestampSeconds.allSatisfy { $0 > now - 3600 })
        #expect((58...62).contains(history.timestampSeconds.count))
    }
}
