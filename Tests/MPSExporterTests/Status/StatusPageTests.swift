import MPSExporter
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
        #expect(page.contains("<dd data-f=\"waiting\">unknown</dd>"))
        #expect(page.contains("No poll has ended yet"))
        #expect(page.contains("<path class=\"first\" data-c=\"depth0\" d=\"\"/>"))
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
