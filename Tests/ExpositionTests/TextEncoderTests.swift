import Exposition
import Testing

struct TextEncoderTests {
    @Test func `help and type come before the samples`() {
        #expect(
            rendered(.gauge("g", help: "Why.", .gauge(1), .gauge(2, ["a": "b"])), as: .text) == """
                # HELP g Why.
                # TYPE g gauge
                g 1
                g{a="b"} 2

                """)
    }

    @Test func `a counter's type has the name of its samples`() {
        #expect(rendered(.counter(.counter(3)), as: .text) == "# TYPE c_total counter\nc_total 3\n")
    }

    @Test func `buckets are cumulative and end with all`() {
        let value = HistogramValue(upperBounds: [0.5, 60], bucketCounts: [1, 2, 4], sum: 301.25)
        let family = MetricFamily(
            name: "h", type: .histogram, help: "",
            metrics: [Metric(labels: Label.list(["a": "b"]), value: .histogram(value))])
        #expect(
            rendered(family, as: .text) == """
                # TYPE h histogram
                h_bucket{a="b",le="0.5"} 1
                h_bucket{a="b",le="60.0"} 3
                h_bucket{a="b",le="+Inf"} 7
                h_sum{a="b"} 301.25
                h_count{a="b"} 7

                """)
    }

    @Test func `neighbours with other bounds have their own`() {
        let family = MetricFamily(
            name: "h", type: .histogram, help: "",
            metrics: zip(["1", "2", "3"], [[1.0], [2.0], [2.0]]).map { name, bounds in
                Metric(
                    labels: Label.list(["a": name]),
                    value: .histogram(HistogramValue(upperBounds: bounds, bucketCounts: [1, 0], sum: 1)))
            })
        let buckets = rendered(family, as: .text).split(separator: "\n").filter { $0.hasSuffix("0\"} 1") }
        #expect(
            buckets == [#"h_bucket{a="1",le="1.0"} 1"#, #"h_bucket{a="2",le="2.0"} 1"#, #"h_bucket{a="3",le="2.0"} 1"#])
    }

    @Test func `units, exemplars and creation times are not shown`() {
        let exemplar = Exemplar(labels: Label.list(["task_id": "t"]), value: 1, timestamp: 5)
        let counter = MetricFamily.counter(
            "c_seconds_total", unit: "seconds", .counter(1, exemplar: exemplar, created: 4))
        let value = HistogramValue(
            upperBounds: [], bucketCounts: [1], sum: 1, exemplars: [exemplar],
            native: NativeHistogram(schema: 0, positive: [.init(index: 0, count: 1)]))
        #expect(
            rendered(counter, .histogram("h", value), as: .text) == """
                # TYPE c_seconds_total counter
                c_seconds_total 1
                # TYPE h histogram
                h_bucket{le="+Inf"} 1
                h_sum 1
                h_count 1

                """)
    }

    @Test(
        arguments: [
            ("plain", "plain"), ("two\nlines", #"two\nlines"#), (#"C:\new"#, #"C:\\new"#), (#"say "hi""#, #"say "hi""#),
            ("tab\tand\rreturn", "tab\tand\rreturn"), ("é 任务", "é 任务"),
        ])
    func `help escapes backslash and line feed`(_ help: String, _ escaped: String) {
        #expect(rendered(.gauge("g", help: help, .gauge(1)), as: .text).hasPrefix("# HELP g \(escaped)\n"))
    }
}
