import MPSExporter
import MPSSimulator
import TencentCloud
import Testing

@Suite struct `The status page` {
    @Test func `escapes what comes from outside`() async throws {
        let page = try await StatusWorld(account: "<script>alert(\"&'\")</script>").page()
        #expect(page.contains("data-account=\"&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;\""))
        #expect(!page.contains("<script>alert"))
    }

    @Test func `names no other place`() async throws {
        let page = try await StatusWorld().page()
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("//"))
    }

    @Test func `says what is not known yet`() async throws {
        let page = try await StatusWorld().page()
        for field in ["waiting", "submitted", "finished", "median", "p95", "drain"] {
            #expect(page.contains("<dd data-f=\"\(field)\">unknown</dd>"))
        }
        #expect(page.contains("data-f=\"started\">unknown<"))
        #expect(page.contains("No poll has ended yet"))
        #expect(page.contains("<path class=\"first\" data-c=\"depth0\" d=\"\"/>"))
    }

    @Test func `claims nothing of what started until two polls have succeeded`() async throws {
        let world = try StatusWorld()
        await world.poll()
        var page = await world.page()
        #expect(page.contains("data-f=\"started\">unknown<"))
        #expect(page.contains("<dd data-f=\"median\">unknown</dd>") && page.contains("<dd data-f=\"p95\">unknown</dd>"))
        await world.poll(times: 20)
        page = await world.page()
        let tasks = try #require(await world.report().accounts.first?.wait?.tasks)
        #expect(tasks > 0)
        #expect(page.contains("data-f=\"started\">\(tasks) started in the last 5 min 0 s<"))
        #expect(!page.contains("<dd data-f=\"median\">unknown</dd>"))
    }

    @Test func `says that none started only of a time that it knows`() async throws {
        let world = try StatusWorld()
        world.api.update { $0.queue.setWorkers(0) }
        await world.poll(times: 2)
        let tasks = try #require(await world.report().accounts.first?.wait?.tasks)
        #expect(tasks == 0)
        let page = await world.page()
        #expect(page.contains("<dd data-f=\"median\">none started</dd>"))
        #expect(page.contains("<dd data-f=\"p95\">none started</dd>"))
        #expect(page.contains("data-f=\"started\">0 started in the last 15 s<"))
    }

    @Test func `says until when rates and waits are known where later polls fail`() async throws {
        let world = try StatusWorld(workers: 0)
        await world.poll(times: 3)
        #expect(await world.page().contains("data-f=\"window\">mean of 30 s<"))
        let end = try #require(await world.report().accounts.first?.lastPoll?.timestampSeconds)
        world.api.setFaults(1, kinds: [.internalError])
        await world.poll(times: 2)
        let page = await world.page()
        #expect(page.contains("data-f=\"window\">mean of 30 s until 00:00:45 UTC<"))
        #expect(page.contains("data-f=\"started\">0 started in 30 s until 00:00:45 UTC<"))
        #expect(page.contains("data-f=\"drain-note\">as of 00:00:45 UTC<"))
        let account = try #require(await world.report().accounts.first)
        #expect(account.rates?.windowEndTimestampSeconds == end && account.wait?.windowEndTimestampSeconds == end)
    }

    @Test func `draws an hour`() async throws {
        let world = try StatusWorld()
        await world.poll(times: 240)
        let page = await world.page()
        #expect(page.contains("data-c=\"depth0\" d=\"M"))
        #expect(page.contains("data-c=\"rates1\" d=\"M"))
        #expect(!page.contains("nan") && !page.contains("inf"))
    }

    @Test func `is rendered once a second at most`() async throws {
        let world = try StatusWorld()
        let first = await world.status.response(.page, acceptsGzip: false)
        world.clock.advance(by: .milliseconds(999))
        #expect(await world.status.response(.page, acceptsGzip: false) === first)
        world.clock.advance(by: .milliseconds(1))
        #expect(await world.status.response(.page, acceptsGzip: false) !== first)
    }

    @Test func `is rendered anew after the clock was set back`() async throws {
        let world = try StatusWorld()
        let first = await world.status.response(.json, acceptsGzip: true)
        world.clock.advance(by: .seconds(-3600))
        #expect(await world.status.response(.json, acceptsGzip: true) !== first)
    }
}
