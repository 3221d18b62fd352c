import Exposition
import Testing

/// Histograms that contradict themselves, with their parts.
struct HistogramRefusalTests {
    private func refusals(_ value: HistogramValue) -> [ExpositionError] {
        MetricSet([.histogram("h", value)]).refusals
    }

    /// The histogram as it is written, or nothing if it was left out.
    private func admitted(_ value: HistogramValue) -> HistogramValue? {
        guard case .histogram(let admitted)? = MetricSet([.histogram("h", value)]).families.first?.metrics.first?.value
        else { return nil }
        return admitted
    }

    static let wrong: [(HistogramValue, String)] = [
        (.init(upperBounds: [1], bucketCounts: [1], sum: 1), "1 bounds need 2 buckets, not 1"),
        (.init(upperBounds: [], bucketCounts: [], sum: 0), "0 bounds need 1 buckets, not 0"),
        (
            .init(upperBounds: [1], bucketCounts: [1, 0], sum: 1, exemplars: [nil]),
            "2 buckets need as many exemplars or none, not 1"
        ),
        (
            .init(upperBounds: [2, 1], bucketCounts: [0, 0, 0], sum: 0),
            "bounds are finite, not negative and increasing, so 1.0 cannot follow 2.0"
        ),
        (
            .init(upperBounds: [1, 1], bucketCounts: [0, 0, 0], sum: 0),
            "bounds are finite, not negative and increasing, so 1.0 cannot follow 1.0"
        ),
        (
            .init(upperBounds: [-1], bucketCounts: [0, 0], sum: 0),
            "bounds are finite, not negative and increasing, so -1.0 cannot follow 0.0"
        ),
        (
            .init(upperBounds: [1, .infinity], bucketCounts: [0, 0, 0], sum: 0),
            "bounds are finite, not negative and increasing, so inf cannot follow 1.0"
        ),
        (
            .init(upperBounds: [.nan], bucketCounts: [0, 0], sum: 0),
            "bounds are finite, not negative and increasing, so nan cannot follow 0.0"
        ),
        (.init(upperBounds: [], bucketCounts: [1], sum: .nan), "a sum is a finite number from 0 on, not nan"),
        (.init(upperBounds: [], bucketCounts: [1], sum: -1), "a sum is a finite number from 0 on, not -1.0"),
        (.init(upperBounds: [], bucketCounts: [1], sum: .infinity), "a sum is a finite number from 0 on, not inf"),
        (.init(upperBounds: [1], bucketCounts: [.max, 1], sum: 1), "the counts are too large to add up"),
        (.init(upperBounds: [], bucketCounts: [1 << 63], sum: 1), "the counts are too large to add up"),
    ]

    @Test(arguments: wrong)
    func `a histogram that contradicts itself is left out`(_ value: HistogramValue, _ reason: String) {
        #expect(refusals(value) == [.invalidHistogram(family: "h", reason: reason)])
        #expect(admitted(value) == nil)
    }

    @Test func `bounds may begin at 0, counts may be as large as signed numbers`() {
        let value = HistogramValue(upperBounds: [0, 1], bucketCounts: [0, UInt64(Int64.max), 0], sum: 0)
        #expect(admitted(value) == value)
    }

    @Test func `labels of buckets are not a metric's own`() {
        let value = HistogramValue(upperBounds: [], bucketCounts: [0], sum: 0)
        let metric = Metric(labels: Label.list(["le": "1"]), value: .histogram(value))
        let set = MetricSet([MetricFamily(name: "h", type: .histogram, help: "", metrics: [metric])])
        #expect(set.refusals == [.invalidLabelName(family: "h", label: "le")])
        #expect(set.families.isEmpty)
    }

    static let wrongNative: [(NativeHistogram, String)] = [
        (.init(schema: 9, zeroCount: 3), "the schema is from -4 to 8, not 9"),
        (.init(schema: -5, zeroCount: 3), "the schema is from -4 to 8, not -5"),
        (.init(schema: 0, zeroThreshold: 0, zeroCount: 3), "the zero threshold is a finite number above 0, not 0.0"),
        (.init(schema: 0, zeroThreshold: .nan, zeroCount: 3), "the zero threshold is a finite number above 0, not nan"),
        (
            .init(schema: 0, positive: [.init(index: 2, count: 1), .init(index: 1, count: 2)]),
            "bucket indexes increase, so 1 cannot follow 2"
        ),
        (
            .init(schema: 0, positive: [.init(index: 2, count: 1), .init(index: 2, count: 2)]),
            "bucket indexes increase, so 2 cannot follow 2"
        ),
        (.init(schema: 0, positive: [.init(index: .max, count: 3)]), "no number falls into bucket \(Int.max)"),
        (
            .init(schema: 0, zeroCount: 1, positive: [.init(index: 1, count: 1)]),
            "it counts 2 observations, the classic buckets 3"
        ),
        (
            .init(schema: 0, zeroCount: .max, positive: [.init(index: 1, count: 4)]),
            "it counts too many observations, the classic buckets 3"
        ),
    ]

    @Test(arguments: wrongNative)
    func `native buckets that do not fit are left out alone`(_ native: NativeHistogram, _ reason: String) {
        var value = HistogramValue(upperBounds: [1], bucketCounts: [1, 2], sum: 9, native: native)
        #expect(refusals(value) == [.invalidNativeHistogram(family: "h", reason: reason)])
        let written = admitted(value)
        value.native = nil
        #expect(written == value)
    }

    static let wrongExemplars: [(Int, Exemplar, String)] = [
        (0, Exemplar(labels: [], value: 1.5, timestamp: 1), "the value 1.5 is not in the bucket above -inf up to 1.0"),
        (1, Exemplar(labels: [], value: 1, timestamp: 1), "the value 1.0 is not in the bucket above 1.0 up to 60.0"),
        (2, Exemplar(labels: [], value: 60, timestamp: 1), "the value 60.0 is not in the bucket above 60.0 up to inf"),
        (
            2, Exemplar(labels: [], value: .infinity, timestamp: 1),
            "the value inf is not in the bucket above 60.0 up to inf"
        ),
        (1, Exemplar(labels: [], value: .nan, timestamp: 1), "the value nan is not in the bucket above 1.0 up to 60.0"),
        (1, Exemplar(labels: [], value: 2, timestamp: -1), "-1.0 is no Unix time in seconds"),
        (1, Exemplar(labels: [], value: 2, timestamp: .nan), "nan is no Unix time in seconds"),
        (
            1, Exemplar(labels: Label.list(["a b": "1"]), value: 2, timestamp: 1),
            "\"a b\" is no label name, or a reserved one"
        ),
        (
            1, Exemplar(labels: Label.list(["a": "1", "a": "2"]), value: 2, timestamp: 1),
            "it has the label \"a\" twice"
        ),
        (
            1, Exemplar(labels: Label.list(["a": "1", "b": "2\0"]), value: 2, timestamp: 1),
            "the value of \"b\" has a zero byte"
        ),
        (
            1, Exemplar(labels: Label.list(["task_id": String(repeating: "é", count: 122)]), value: 2, timestamp: 1),
            "its labels have 129 code points, more than 128"
        ),
    ]

    @Test(arguments: wrongExemplars)
    func `an exemplar against the rules is left out alone`(_ bucket: Int, _ exemplar: Exemplar, _ reason: String) {
        let good = Exemplar(labels: [], value: bucket == 0 ? 2 : 0.5, timestamp: 1)
        var value = HistogramValue(upperBounds: [1, 60], bucketCounts: [1, 1, 1], sum: 9, exemplars: [nil, nil, nil])
        value.exemplars[bucket == 0 ? 1 : 0] = good
        let expected = value
        value.exemplars[bucket] = exemplar
        #expect(refusals(value) == [.invalidExemplar(family: "h", reason: reason)])
        #expect(admitted(value) == expected)
    }

    @Test func `an exemplar may fill its bucket and its room`() {
        let labels = Label.list(["task_id": String(repeating: "任", count: 121)])
        let value = HistogramValue(
            upperBounds: [1], bucketCounts: [1, 0], sum: 1,
            exemplars: [Exemplar(labels: labels, value: 1, timestamp: 0), nil])
        #expect(refusals(value) == [])
        #expect(admitted(value) == value)
    }

    @Test func `a counter keeps its total without a wrong exemplar`() {
        let set = MetricSet([.counter(.counter(3, exemplar: Exemplar(labels: [], value: .nan, timestamp: nil)))])
        #expect(set.refusals.count == 1)
        #expect(set.families.map(\.metrics) == [[.counter(3)]])
    }
}
