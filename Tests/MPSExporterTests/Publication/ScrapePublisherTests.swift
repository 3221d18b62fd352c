import Exposition
import MPSExporter
import MicroHTTP
import Synchronization
import TencentCloud
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ScrapePublisherTests {
    private let world = ScrapeWorld()

    private static let text = ScrapeVariant(format: .text, isCompressed: false)
    private static let packed = ScrapeVariant(format: .text, isCompressed: true)

    @Test func `renderings come one after the other, so that none overtakes another and no counter falls`() async {
        let publisher = world.publisher()
        let overlap = Overlap()
        world.onLiveRendering(always: true) { overlap.passThrough() }
        await withTaskGroup { group in
            for number in 1...40 {
                group.addTask {
                    if number.isMultiple(of: 2) { return await publisher.refresh() }
                    world.clock.advance(by: .seconds(3600))
                    _ = await publisher.response(Self.packed)
                }
            }
        }
        #expect(overlap.most == 1)
    }

    @Test func `a response is made once for all who ask until the next rendering`() async {
        let publisher = world.publisher()
        _ = await publisher.response(Self.text)
        let first = await publisher.response(Self.packed)
        let renderings = world.countingRenderings()
        #expect(await publisher.response(ScrapeVariant(accept: "text/plain", acceptEncoding: "gzip, br")) === first)
        #expect(await publisher.response(Self.text) !== first)
        #expect(renderings.value == 0)
        await publisher.refresh()
        #expect(await publisher.response(Self.packed) !== first)
        #expect(renderings.value == 1)
    }

    private static let healthy = "mps_exporter_http_requests_total{code=\"200\",handler=\"healthy\"}"

    private func answerHealthy() {
        world.http.requestCompleted(status: 200, tag: HTTPActivity.Handler.healthy.rawValue, isComplete: true)
    }

    @Test func `the first scrape after a pause tells of the pause`() async {
        let publisher = world.publisher()
        answerHealthy()
        #expect(world.text(await publisher.response(Self.text)).contains("\(Self.healthy) 1\n"))
        for count in 2...3 {
            world.clock.advance(by: .seconds(3600))
            await publisher.refresh()
            answerHealthy()
            #expect(world.text(await publisher.response(Self.text)).contains("\(Self.healthy) \(count)\n"))
        }
    }

    @Test func `so does the first of some families`() async {
        let publisher = world.publisher()
        func scrape() async -> String {
            world.text(
                await publisher.response(
                    named: ["mps_exporter_http_requests_total"], accept: nil, acceptEncoding: nil))
        }
        answerHealthy()
        #expect(await scrape().contains("\(Self.healthy) 1\n"))
        world.clock.advance(by: .seconds(3600))
        await publisher.refresh()
        answerHealthy()
        #expect(await scrape().contains("\(Self.healthy) 2\n"))
        // From now on live values are rendered every second, whoever asks.
        let renderings = world.countingRenderings()
        _ = await scrape()
        #expect(renderings.value == 0)
    }

    @Test func `of many who ask at once after a pause one has the rendering made`() async {
        let publisher = world.publisher()
        let renderings = world.countingRenderings()
        let answers = await withTaskGroup(of: PreparedResponse?.self) { group in
            for _ in 1...20 { group.addTask { await publisher.response(Self.packed) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 20 && answers.allSatisfy { $0 != nil && $0 === answers[0] })
        #expect(renderings.value == 1)
    }

    @Test func `a variant is kept ready for 15 minutes after it was asked for`() async {
        let publisher = world.publisher()
        _ = await publisher.response(Self.text)
        let renderings = world.countingRenderings()
        for (pause, isReady) in [(899, true), (899, true), (900, false), (300, true), (3600, false)] {
            world.clock.advance(by: .seconds(pause))
            await publisher.refresh()
            let before = renderings.value
            _ = await publisher.response(Self.text)
            #expect(renderings.value == before + (isReady ? 0 : 1), "after \(pause) s")
        }
    }

    @Test func `live values are rendered every second while somebody scrapes, and then no more`() async {
        let clock = EndingClock(world.clock, endingAfter: .seconds(1000))
        let publisher = world.publisher(clock: clock)
        _ = await publisher.response(Self.text)
        #expect(await renderings(of: publisher, until: clock) == 900)
    }

    static let accepts: [(String?, ExpositionFormat)] = [
        (nil, .text), ("application/openmetrics-text", .openMetrics),
        (
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", .protobuf
        ),
    ]

    @Test(arguments: accepts)
    func `some families come from both parts and end as a whole scrape does`(
        _ accept: String?, _ format: ExpositionFormat
    ) async throws {
        let names: Set = ["mps_polls_total", "mps_exporter_build_info", "unknown"]
        let some = await world.publisher().response(named: names, accept: accept, acceptEncoding: nil)
        let families = MetricSet([
            MetricFamily(
                name: "mps_polls_total", type: .counter, help: "Polls made, failed ones included.",
                metrics: [Metric(labels: [Label(name: "account", value: "one")], value: .counter(0), created: 7)]),
            MetricFamily(
                name: "mps_exporter_build_info", type: .gauge, help: "Always 1; the labels say what is running.",
                metrics: [
                    Metric(
                        labels: [
                            Label(name: "version", value: "1"), Label(name: "revision", value: "2"),
                            Label(name: "swiftversion", value: "3"),
                        ], value: .gauge(1))
                ]),
        ]).families.reversed()
        var expected = ExpositionBuffer()
        for family in families { format.encode(MetricSet([family]), into: &expected) }
        format.end(&expected)
        #expect(some?.bodyCopy == expected.bytes)
    }

    @Test(arguments: zip(accepts.map(\.0), ["", "# EOF\n", ""]))
    func `names that nobody has make an empty scrape`(_ accept: String?, _ body: String) async {
        let none = await world.publisher().response(named: ["mps", ""], accept: accept, acceptEncoding: nil)
        #expect(none?.status == 200)
        #expect(world.text(none) == body)
    }

    @Test func `whoever asks for some families keeps live values fresh as well`() async {
        let clock = EndingClock(world.clock, endingAfter: .seconds(3))
        let publisher = world.publisher(clock: clock)
        _ = await publisher.response(named: ["process_open_fds"], accept: nil, acceptEncoding: nil)
        // Nothing is polled: these are the renderings that somebody's scrapes are the reason of.
        #expect(await renderings(of: publisher, until: clock) == 3)
    }

    @Test func `a rendering that takes long is followed by a pause that is longer`() async {
        let clock = EndingClock(world.clock, endingAfter: .zero)
        let publisher = world.publisher(clock: clock)
        world.onLiveRendering { [world] in world.clock.advance(by: .milliseconds(100)) }
        world.changes.raise()
        let running = Task { await publisher.run() }
        var sleeps: [Duration] = []
        for await sleep in clock.ends {
            sleeps.append(sleep)
            if sleeps.count == 2 { break }
        }
        running.cancel()
        await running.value
        // One second is the beat of live values.
        #expect(sleeps.sorted() == [.seconds(1), .milliseconds(1900)])
    }

    /// How often live values are rendered from now until a clock ends.
    private func renderings(of publisher: ScrapePublisher, until clock: EndingClock) async -> Int {
        let renderings = world.countingRenderings()
        let running = Task { await publisher.run() }
        for await _ in clock.ends { break }
        running.cancel()
        await running.value
        return renderings.value
    }
}
