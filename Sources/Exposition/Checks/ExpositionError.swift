/// Why something was left out of an exposition: it would have made the scrape invalid.
package enum ExpositionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a name, or one with a colon, which is kept for recording rules.
    case invalidMetricName(String)
    /// `_total` is missing from a counter's name, or stands in another's.
    case misplacedTotal(family: String, type: MetricType)
    /// A unit that is not the last part of the family's name.
    case unitNotInName(family: String, unit: String)
    /// One name would stand for series of two families, or two families of one name differ in type, help or unit.
    case clashingName(family: String, name: String, other: String)
    /// A metric in a family of another type.
    case wrongType(family: String, expected: MetricType, got: MetricType)
    /// Not a label name, or one that the formats keep for themselves.
    case invalidLabelName(family: String, label: String)
    /// A label name twice in one metric.
    case duplicateLabel(family: String, label: String)
    /// A second metric with the same labels.
    case duplicateMetric(family: String, labels: [Label])
    /// A total that is negative or not finite.
    case invalidTotal(family: String, value: Double)
    /// Buckets or a sum that contradict themselves.
    case invalidHistogram(family: String, reason: String)
    /// Native buckets that contradict themselves or the classic ones; the classic ones stay.
    case invalidNativeHistogram(family: String, reason: String)
    /// An exemplar against the rules; the series stays without it.
    case invalidExemplar(family: String, reason: String)
    /// A creation time that is no time; the series stays without it.
    case invalidCreationTime(family: String, seconds: Double)

    /// One line: which family, what was left out and why.
    package var description: String {
        switch self {
        case .invalidMetricName(let name):
            "family \(name.debugDescription) left out: a name has letters, digits and underscores, no digit first"
        case .misplacedTotal(let family, let type):
            "family \(family) left out: a \(type.rawValue)'s name \(type == .counter ? "ends" : "never ends") in _total"
        case .unitNotInName(let family, let unit):
            "family \(family) left out: its name does not end in its unit, \(unit.debugDescription)"
        case .clashingName(let family, let name, let other):
            "family \(family) left out: the name \(name) is taken by family \(other)"
        case .wrongType(let family, let expected, let got):
            "metric of \(family) left out: the family is a \(expected.rawValue), the value a \(got.rawValue)"
        case .invalidLabelName(let family, let label):
            "metric of \(family) left out: \(label.debugDescription) is no label name, or a reserved one"
        case .duplicateLabel(let family, let label):
            "metric of \(family) left out: it has the label \(label.debugDescription) twice"
        case .duplicateMetric(let family, let labels):
            "metric of \(family) left out: a second one with the labels \(labels.map { "\($0.name)=\($0.value)" })"
        case .invalidTotal(let family, let value):
            "metric of \(family) left out: a total is a finite number from 0 on, not \(value)"
        case .invalidHistogram(let family, let reason):
            "metric of \(family) left out: \(reason)"
        case .invalidNativeHistogram(let family, let reason):
            "native histogram of \(family) left out: \(reason)"
        case .invalidExemplar(let family, let reason):
            "exemplar of \(family) left out: \(reason)"
        case .invalidCreationTime(let family, let seconds):
            "creation time of \(family) left out: \(seconds) is no Unix time in seconds"
        }
    }
}
