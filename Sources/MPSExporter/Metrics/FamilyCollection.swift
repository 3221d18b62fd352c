internal import Exposition

/// Families that are being filled, by the definition of each.
struct FamilyCollection {
    private var families: [String: MetricFamily] = [:]

    /// Adds one series; `labels` are the values in the order of the definition.
    mutating func add(
        _ definition: MetricDefinition, _ labels: [String] = [], _ value: MetricValue, created: Double? = nil
    ) {
        let pairs = zip(definition.labels, labels).map { Label(name: $0, value: $1) }
        families[definition.name, default: Self.family(definition)].metrics.append(
            Metric(labels: pairs, value: value, created: created))
    }

    mutating func gauge(_ definition: MetricDefinition, _ labels: [String] = [], _ value: Double?) {
        guard let value else { return }
        add(definition, labels, .gauge(value))
    }

    mutating func gauge(_ definition: MetricDefinition, _ labels: [String] = [], _ value: Bool?) {
        gauge(definition, labels, value.map { $0 ? 1 : 0 })
    }

    mutating func counter(
        _ definition: MetricDefinition, _ labels: [String] = [], _ value: Int64, created: Double? = nil
    ) {
        add(definition, labels, .counter(Double(value)), created: created)
    }

    var metricFamilies: [MetricFamily] { Array(families.values) }

    private static func family(_ definition: MetricDefinition) -> MetricFamily {
        MetricFamily(
            name: definition.name, type: definition.type, help: definition.help, unit: definition.unit, metrics: [])
    }
}
