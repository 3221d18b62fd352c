import Exposition
import MPSExporter
import MicroHTTP
import Synchronization
import TencentCloud
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ScrapePublisherTests {
    private let world = ScrapeWorld()

    @Test func `a rendering that was overtaken is thrown away, so that no counter falls`() throws {
        let publisher = world.publisher()
        world.poll(times: 1)
        // While this rendering is under way, another begins and ends, of newer data.
        world.onLiveRendering { [world] in
            world.poll(times: 2)
            publisher.refresh()
        }
        publisher.refresh()
        let shown = publisher.response(ScrapeVariant(accept: nil, acceptEncoding: nil))
        #expect(world.text(shown).contains("mps_polls_total{account=\"one\"} 2\n"))
    }

    @Test func `the next rendering counts, whatever became of the one before`() throws {
        let publisher = world.publisher()
        world.onLiveRendering { publisher.refresh() }
        publisher.refresh()
        world.poll(times: 3)
        publisher.refresh()
        let shown = publisher.response(ScrapeVariant(accept: nil, acceptEncoding: nil))
        #expect(world.text(shown).contains("mps_polls_total{account=\"one\"} 3\n"))
    }

    @Test func `a response is made once for all who ask until the next rendering`() throws {
        let publisher = world.publisher()
        let first = publisher.response(ScrapeVariant(accept: nil, acceptEncoding: "gzip"))
        #expect(publisher.response(ScrapeVariant(accept: "text/plain", acceptEncoding: "gzip, br")) === first)
        #expect(publisher.response(ScrapeVariant(accept: nil, acceptEncoding: nil)) !== first)
        publisher.refresh()
        #expect(publisher.response(ScrapeVariant(accept: nil, acceptEncoding: "gzip")) !== first)
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
                metrics: [Metric(labels: [Label(name: "account", value: "one")], value: .counter(0))]),
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
        let publisher = world.publisher()
        let (renderings, continuation) = AsyncStream.makeStream(of: Void.self)
        world.onLiveRendering(always: true) { continuation.yield() }
        let running = Task { await publisher.run() }
        _ = await publisher.response(named: ["process_open_fds"], accept: nil, acceptEncoding: nil)
        // Nothing is polled: these are the renderings that somebody's scrapes are the reason of.
        for await _ in renderings.prefix(3) {}
        running.cancel()
        await running.value
    }
}
