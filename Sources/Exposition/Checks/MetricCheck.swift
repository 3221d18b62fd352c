/// Lets the metrics of one family through, each without what must not be written.
struct MetricCheck {
    private let family: String
    private let type: MetricType
    /// Why metrics, or parts of them, were left out so far.
    private(set) var refusals: [ExpositionError] = []

    /// The last second that a protobuf timestamp may have, the end of the year 9999.
    private static let lastSecond = 253_402_300_799.0

    init(family: String, type: MetricType) {
        self.family = family
        self.type = type
    }

    /// Those metrics that may be written, sorted by labels; of two with the same labels the first.
    mutating func admit(_ metrics: [Metric]) -> [Metric] {
        var admitted: [Metric] = []
        admitted.reserveCapacity(metrics.count)
        for metric in metrics {
            do {
                admitted.append(try checked(metric))
            } catch {
                refusals.append(error)
            }
        }
        let ordered = zip(admitted, admitted.dropFirst()).allSatisfy { Label.order($0.labels, $1.labels) < 0 }
        return ordered ? admitted : distinct(admitted)
    }

    private mutating func distinct(_ metrics: [Metric]) -> [Metric] {
        // Positions are sorted instead of metrics, as they are cheap to move.
        let positions = metrics.indices.sorted { left, right in
            let order = Label.order(metrics[left].labels, metrics[right].labels)
            return order == 0 ? left < right : order < 0
        }
        var distinct: [Metric] = []
        distinct.reserveCapacity(metrics.count)
        for position in positions {
            let metric = metrics[position]
            if let last = distinct.last, Label.order(last.labels, metric.labels) == 0 {
                refusals.append(.duplicateMetric(family: family, labels: metric.labels))
            } else {
                distinct.append(metric)
            }
        }
        return distinct
    }

    private mutating func checked(_ metric: Metric) throws(ExpositionError) -> Metric {
        guard metric.value.type == type else {
            throw .wrongType(family: family, expected: type, got: metric.value.type)
        }
        var metric = metric
        metric.labels = Label.arranged(metric.labels)
        if let label = metric.labels.first(where: { !NameGrammar.isLabelName($0.name) }) {
            throw .invalidLabelName(family: family, label: label.name)
        }
        if let (label, _) = zip(metric.labels, metric.labels.dropFirst()).first(where: { $0.name == $1.name }) {
            throw .duplicateLabel(family: family, label: label.name)
        }
        switch metric.value {
        case .gauge:
            break
        case .counter(let total, let exemplar):
            guard total.isFinite, total >= 0 else { throw .invalidTotal(family: family, value: total) }
            metric.value = .counter(total, exemplar: admit(exemplar, above: -.infinity, upTo: .infinity))
        case .histogram(let histogram):
            metric.value = .histogram(try checked(histogram))
        }
        if let created = metric.created, !Self.isTime(created) {
            refusals.append(.invalidCreationTime(family: family, seconds: created))
            metric.created = nil
        }
        return metric
    }

    private mutating func checked(_ histogram: HistogramValue) throws(ExpositionError) -> HistogramValue {
        if let reason = histogram.contradiction { throw .invalidHistogram(family: family, reason: reason) }
        var histogram = histogram
        for (bucket, exemplar) in histogram.exemplars.enumerated() where exemplar != nil {
            let lower = bucket > 0 ? histogram.upperBounds[bucket - 1] : -.infinity
            let upper = bucket < histogram.upperBounds.count ? histogram.upperBounds[bucket] : .infinity
            histogram.exemplars[bucket] = admit(exemplar, above: lower, upTo: upper)
        }
        if let native = histogram.native, let reason = native.contradiction(count: histogram.count) {
            refusals.append(.invalidNativeHistogram(family: family, reason: reason))
            histogram.native = nil
        }
        return histogram
    }

    private mutating func admit(_ exemplar: Exemplar?, above lower: Double, upTo upper: Double) -> Exemplar? {
        guard var exemplar else { return nil }
        exemplar.labels = Label.arranged(exemplar.labels)
        guard let reason = exemplar.fault(above: lower, upTo: upper) else { return exemplar }
        refusals.append(.invalidExemplar(family: family, reason: reason))
        return nil
    }

    /// Whether a number is a Unix time in seconds that every format can carry.
    static func isTime(_ seconds: Double) -> Bool {
        (0...lastSecond).contains(seconds)
    }
}
