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
