import Exposition

/// Families as a careless caller might hand them over: most are all right but for some part.
struct HostileFamilies {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(state: seed)
    }

    mutating func next() -> [MetricFamily] {
        (0..<Int.random(in: 0...8, using: &random)).map { _ in family() }
    }

    private static let gaugeNames = [
        "a", "b_seconds", "c", "A", "a_created", "a_sum", "a_total", "", "1", "a b", "x:y",
    ]
    private static let counterNames = [
        "a_total", "b_seconds_total", "d_total", "a_created_total", "d", "_total", "a\n_total",
    ]
    private static let histogramNames = ["e", "b_seconds", "f", "a", "f_bucket", "a_total", "é", "e\n# EOF"]
    private static let labelNames = ["a", "b", "account", "le", "", "__name__", "1", "a-b", "z\n", "é"]
    private static let labelValues = [
        "", "x", "\"", "\\", "\n", "\r\n# EOF\n", "\0", "}", " # {} 1", "é", "e\u{301}", "任",
    ]
    private static let numbers: [Double] = [
        0, -0.0, 1, 2.5, 60, 1e6, 1e20, 1e-9, .greatestFiniteMagnitude, -1, .nan, .infinity, -.infinity,
    ]
    private static let counts: [UInt64] = [0, 1, 2, 1000, .max]

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// Mostly the first elements of a list, which are the harmless ones.
    private mutating func mostly<Element>(first count: Int, of elements: [Element]) -> Element {
        one(of: Int.random(in: 0..<8, using: &random) == 0 ? elements : Array(elements.prefix(count)))
    }

    private mutating func family() -> MetricFamily {
        let type = one(of: MetricType.allCases)
        let metrics = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            metric(mostly(first: 1, of: [type, .gauge]))
        }
        let name =
            switch type {
            case .gauge: mostly(first: 4, of: Self.gaugeNames)
            case .counter: mostly(first: 3, of: Self.counterNames)
            case .histogram: mostly(first: 3, of: Self.histogramNames)
            }
        return MetricFamily(
            name: name, type: type, help: one(of: Self.labelValues),
            unit: mostly(first: 1, of: [nil, "seconds", ""]), metrics: metrics)
    }

    private mutating func metric(_ type: MetricType) -> Metric {
        let value: MetricValue =
            switch type {
            case .gauge: .gauge(mostly(first: 9, of: Self.numbers))
            case .counter: .counter(mostly(first: 9, of: Self.numbers), exemplar: exemplar())
            case .histogram: .histogram(histogram())
            }
        return Metric(
            labels: labels(), value: value, created: mostly(first: 2, of: [nil, 1_790_000_000] + Self.numbers))
    }

    private mutating func labels() -> [Label] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
            let name = mostly(first: 3, of: Self.labelNames)
            return Label(name: name, value: one(of: Self.labelValues))
        }
    }

    private mutating func exemplar() -> Exemplar? {
        guard Bool.random(using: &random) else { return nil }
        return Exemplar(
            labels: labels(), value: mostly(first: 9, of: Self.numbers),
            timestamp: mostly(first: 9, of: [nil] + Self.numbers))
    }

    private mutating func histogram() -> HistogramValue {
        let bounds = mostly(first: 3, of: [[], [1], [0, 1, 60], [1, 1], [-1], [1, .infinity], [.nan]] as [[Double]])
        let buckets = bounds.count + mostly(first: 1, of: [1, 0])
        let counts = (0..<buckets).map { _ in mostly(first: 4, of: Self.counts) }
        let exemplars = Bool.random(using: &random) ? [] : (0..<buckets).map { _ in exemplar() }
        let total = counts.reduce(0, &+)
        let native = one(
            of: [
                nil, NativeHistogram(schema: 3, zeroCount: total),
                NativeHistogram(
                    schema: one(of: [-5, 0, 8]), positive: [.init(index: one(of: [-9, .max]), count: total)]),
            ])
        return HistogramValue(
            upperBounds: bounds, bucketCounts: counts, sum: mostly(first: 9, of: Self.numbers), exemplars: exemplars,
            native: native)
    }
}
