import Exposition
import Testing

struct OpenMetricsEncoderTests {
    @Test func `type comes first, then unit, then help`() {
        #expect(
            rendered(.gauge("g_seconds", help: "Why.", unit: "seconds", .gauge(1)), as: .openMetrics) == """
                # TYPE g_seconds gauge
                # UNIT g_seconds seconds
                # HELP g_seconds Why.
                g_seconds 1

                """)
    }

    @Test func `total belongs to a counter's sample, not to its family`() {
        let family = MetricFamily.counter("c_seconds_total", help: "Why.", unit: "seconds", .counter(3))
        #expect(
            rendered(family, as: .openMetrics) == """
                # TYPE c_seconds counter
                # UNIT c_seconds seconds
                # HELP c_seconds Why.
                c_seconds_total 3

                """)
    }

    @Test func `creation times are not shown, as they would become series`() {
        #expect(rendered(.counter(.counter(1, created: 4)), as: .openMetrics) == "# TYPE c counter\nc_total 1\n")
    }

    @Test(
        arguments: [
            ("plain", "plain"), ("two\nlines", #"two\nlines"#), (#"C:\new"#, #"C:\\new"#),
            (#"say "hi""#, #"say \"hi\""#), ("tab\tand\rreturn", "tab\tand\rreturn"),
        ])
    func `help escapes double quotes too`(_ help: String, _ escaped: String) {
        let text = rendered(.gauge("g", help: help, .gauge(1)), as: .openMetrics)
        #expect(text == "# TYPE g gauge\n# HELP g \(escaped)\ng 1\n")
    }

    @Test(
        arguments: [
            (
                Exemplar(labels: Label.list(["task_id": "a-1"]), value: 0.5, timestamp: 1_700_000_000.125),
                #"{task_id="a-1"} 0.5 1700000000.125"#
            ),
            (Exemplar(labels: Label.list(["task_id": "a"]), value: 1, timestamp: nil), #"{task_id="a"} 1"#),
            (Exemplar(labels: [], value: 1, timestamp: 2), "{} 1 2"),
            (
                Exemplar(labels: Label.list(["z": "\"\\\n", "a": "", "b": "2"]), value: 0, timestamp: 0),
                #"{b="2",z="\"\\\n"} 0 0"#
            ),
        ])
    func `an exemplar ends the line of its sample`(_ exemplar: Exemplar, _ text: String) {
        #expect(
            rendered(.counter(.counter(7, exemplar: exemplar)), as: .openMetrics)
                == "# TYPE c counter\nc_total 7 # \(text)\n")
    }

    @Test func `each bucket has its own exemplar`() {
        let first = Exemplar(labels: Label.list(["task_id": "a"]), value: 1, timestamp: 10)
        let last = Exemplar(labels: Label.list(["task_id": "b"]), value: 9, timestamp: 11.5)
        let value = HistogramValue(
            upperBounds: [1, 2], bucketCounts: [1, 0, 1], sum: 10, exemplars: [first, nil, last],
            native: NativeHistogram(schema: 0, positive: [.init(index: 0, count: 1), .init(index: 4, count: 1)]))
        #expect(
            rendered(.histogram("h", value), as: .openMetrics) == """
                # TYPE h histogram
                h_bucket{le="1.0"} 1 # {task_id="a"} 1 10
                h_bucket{le="2.0"} 1
                h_bucket{le="+Inf"} 2 # {task_id="b"} 9 11.5
                h_sum 10
                h_count 2

                """)
    }
}
