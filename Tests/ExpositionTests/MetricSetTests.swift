import Exposition
import Testing

struct MetricSetTests {
    @Test func `families come by name`() {
        let set = MetricSet([.gauge("b", .gauge(1)), .counter("a_total", .counter(1)), .gauge("a_b", .gauge(1))])
        #expect(set.families.map(\.name) == ["a_b", "a_total", "b"])
        #expect(set.refusals == [])
    }

    @Test func `metrics come by the values of their labels, in bytes`() {
        let set = MetricSet([
            .gauge(
                .gauge(1, ["a": "b"]), .gauge(2, ["a": "B"]), .gauge(3), .gauge(4, ["a": "b", "b": "1"]),
                .gauge(5, ["a": "é"]), .gauge(6, ["a": "ab"]), .gauge(7, ["a": "z"]), .gauge(8, ["A": "z"]))
        ])
        let values = set.families[0].metrics.map(\.value)
        #expect(values == [3, 8, 2, 6, 1, 4, 7, 5].map { .gauge($0) })
    }

    @Test func `labels come by name`() {
        let set = MetricSet([.gauge(.gauge(1, ["b": "1", "c": "", "a": "2"]))])
        #expect(set.families[0].metrics[0].labels == Label.list(["a": "2", "b": "1"]))
    }

    @Test func `parts of one family are joined`() {
        let set = MetricSet([
            .gauge("g", help: "H.", .gauge(1, ["account": "b"])), .gauge("f", .gauge(3)),
            .gauge("g", help: "H.", .gauge(2, ["account": "a"])),
        ])
        #expect(set.families.map(\.name) == ["f", "g"])
        #expect(set.families[1].metrics.map(\.value) == [.gauge(2), .gauge(1)])
        #expect(set.refusals == [])
    }

    @Test func `of two metrics with the same labels the first stays`() {
        let set = MetricSet([
            .gauge(.gauge(1, ["a": "1"]), .gauge(2, ["a": "2", "b": ""]), .gauge(3, ["b": "", "a": "2"]))
        ])
        #expect(set.families[0].metrics.map(\.value) == [.gauge(1), .gauge(2)])
        #expect(set.refusals == [.duplicateMetric(family: "g", labels: Label.list(["a": "2"]))])
    }

    @Test func `two spellings of one letter are two labels`() {
        let set = MetricSet([.gauge(.gauge(1, ["a": "\u{E9}"]), .gauge(2, ["a": "e\u{301}"]))])
        #expect(set.families[0].metrics.map(\.value) == [.gauge(2), .gauge(1)])
        #expect(set.refusals == [])
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `a family without metrics is left out`(_ format: ExpositionFormat) {
        let empty = MetricFamily(name: "e", type: .gauge, help: "H.", metrics: [])
        let refused = MetricFamily.counter("r_total", .counter(-1))
        #expect(renderedBytes([empty, refused], as: format) == [])
    }

    @Test func `a family without metrics takes nobody's name`() {
        let empty = MetricFamily(name: "a", type: .histogram, help: "H.", metrics: [])
        #expect(MetricSet([empty, .gauge("a", .gauge(1)), .gauge("a_sum", .gauge(1))]).refusals == [])
    }
}
