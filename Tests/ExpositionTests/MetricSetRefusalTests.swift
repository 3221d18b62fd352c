import Exposition
import Testing

/// What would make a scrape invalid is left out, as little as possible, and named.
struct MetricSetRefusalTests {
    typealias Refused = (families: [MetricFamily], refusal: ExpositionError)

    static let families: [Refused] = [
        ([.gauge("", .gauge(1))], .invalidMetricName("")),
        ([.gauge("1a", .gauge(1))], .invalidMetricName("1a")),
        ([.gauge("a b", .gauge(1))], .invalidMetricName("a b")),
        ([.gauge("job:a", .gauge(1))], .invalidMetricName("job:a")),
        ([.gauge("a\nb 1", .gauge(1))], .invalidMetricName("a\nb 1")),
        ([.counter("c", .counter(1))], .misplacedTotal(family: "c", type: .counter)),
        ([.counter("_total", .counter(1))], .misplacedTotal(family: "_total", type: .counter)),
        ([.gauge("g_total", .gauge(1))], .misplacedTotal(family: "g_total", type: .gauge)),
        ([.gauge("g", unit: "seconds", .gauge(1))], .unitNotInName(family: "g", unit: "seconds")),
        ([.gauge("seconds", unit: "seconds", .gauge(1))], .unitNotInName(family: "seconds", unit: "seconds")),
        ([.gauge("g_", unit: "", .gauge(1))], .unitNotInName(family: "g_", unit: "")),
        ([.counter("c_total", unit: "total", .counter(1))], .unitNotInName(family: "c_total", unit: "total")),
    ]

    @Test(arguments: families)
    func `a family that cannot be named so is left out`(_ refused: Refused) {
        let set = MetricSet(refused.families + [.gauge("rest", .gauge(1))])
        #expect(set.refusals == [refused.refusal])
        #expect(set.families.map(\.name) == ["rest"])
    }

    static let plain = HistogramValue(upperBounds: [1], bucketCounts: [1, 0], sum: 1)

    static let clashes: [(MetricFamily, MetricFamily, String)] = [
        (.gauge("a", .gauge(1)), .counter("a_total", .counter(1)), "a"),
        (.counter("a_total", .counter(1)), .gauge("a", .gauge(1)), "a"),
        (.counter("a_total", .counter(1)), .gauge("a_created", .gauge(1)), "a_created"),
        (.counter("a_total", .counter(1)), .counter("a_created_total", .counter(1)), "a_created"),
        (.histogram("a", plain), .gauge("a_sum", .gauge(1)), "a_sum"),
        (.gauge("a_count", .gauge(1)), .histogram("a", plain), "a_count"),
        (.histogram("a", plain), .gauge("a_bucket", .gauge(1)), "a_bucket"),
        (.gauge("a", help: "One.", .gauge(1)), .gauge("a", help: "Other.", .gauge(2, ["b": "c"])), "a"),
        (.gauge("a", .gauge(1)), .histogram("a", plain), "a"),
        (.gauge("a_s", unit: "s", .gauge(1)), .gauge("a_s", .gauge(2, ["b": "c"])), "a_s"),
    ]

    @Test(arguments: clashes)
    func `of two families that share a name the first stays`(
        _ first: MetricFamily, _ second: MetricFamily, _ name: String
    ) {
        let set = MetricSet([first, second])
        #expect(set.refusals == [.clashingName(family: second.name, name: name, other: first.name)])
        #expect(set.families == MetricSet([first]).families)
    }

    static let metrics: [(MetricFamily, ExpositionError)] = [
        (.gauge(.counter(1)), .wrongType(family: "g", expected: .gauge, got: .counter)),
        (.counter(.gauge(1)), .wrongType(family: "c_total", expected: .counter, got: .gauge)),
        (.gauge(.gauge(1, ["": "x"])), .invalidLabelName(family: "g", label: "")),
        (.gauge(.gauge(1, ["a-b": "x"])), .invalidLabelName(family: "g", label: "a-b")),
        (.gauge(.gauge(1, ["1": "x"])), .invalidLabelName(family: "g", label: "1")),
        (.gauge(.gauge(1, ["__name__": "x"])), .invalidLabelName(family: "g", label: "__name__")),
        (.gauge(.gauge(1, ["_a": "x"])), .invalidLabelName(family: "g", label: "_a")),
        (.gauge(.gauge(1, ["le": "x"])), .invalidLabelName(family: "g", label: "le")),
        (.gauge(.gauge(1, ["quantile": "x"])), .invalidLabelName(family: "g", label: "quantile")),
        (.gauge(.gauge(1, ["é": "x"])), .invalidLabelName(family: "g", label: "é")),
        (.gauge(.gauge(1, ["a": "x", "b": "y", "a": "z"])), .duplicateLabel(family: "g", label: "a")),
        (.counter(.counter(-1)), .invalidTotal(family: "c_total", value: -1)),
        (.counter(.counter(.infinity)), .invalidTotal(family: "c_total", value: .infinity)),
    ]

    @Test(arguments: metrics)
    func `a metric against the rules is left out alone`(_ family: MetricFamily, _ refusal: ExpositionError) {
        var family = family
        let good = family.type == .gauge ? Metric.gauge(7, ["ok": "1"]) : .counter(7, ["ok": "1"])
        family.metrics.append(good)
        let set = MetricSet([family])
        #expect(set.refusals == [refusal])
        #expect(set.families.map(\.metrics) == [[good]])
    }

    @Test func `a total that is no number is left out`() {
        let set = MetricSet([.counter(.counter(.nan))])
        #expect(set.families.isEmpty)
        #expect(set.refusals.count == 1)
    }

    @Test(arguments: [-1, .infinity, 1e12])
    func `a creation time that is no time is left out alone`(_ created: Double) {
        let set = MetricSet([.counter(.counter(1, created: created))])
        #expect(set.refusals == [.invalidCreationTime(family: "c_total", seconds: created)])
        #expect(set.families.map(\.metrics) == [[.counter(1)]])
    }

    @Test func `every refusal is one line that names its family`() {
        let refusals = MetricSet(Self.families.flatMap(\.families)).refusals + Self.metrics.map(\.1)
        #expect(refusals.count == Self.families.count + Self.metrics.count)
        for refusal in refusals {
            #expect(refusal.description.contains(" left out: "))
            #expect(!refusal.description.contains("\n"))
        }
        #expect(
            "\(ExpositionError.invalidTotal(family: "c_total", value: -1))"
                == "metric of c_total left out: a total is a finite number from 0 on, not -1.0")
    }
}
