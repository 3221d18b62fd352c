package import Exposition

/// A metric of the contract: its name, type, labels and meaning stand here and nowhere else.
package struct MetricDefinition: Sendable, Equatable {
    /// The name as Prometheus queries know it.
    package let name: String
    /// The type.
    package let type: MetricType
    /// The names of the labels, in the order in which values are given.
    package let labels: [String]
    /// What is measured, for HELP and the reference.
    package let help: String

    /// The base unit, taken from the name where OpenMetrics wants it said.
    package var unit: String? {
        let family = name.hasSuffix("_total") ? String(name.dropLast("_total".count)) : name
        return ["seconds", "bytes"].first { family.hasSuffix("_\($0)") }
    }
}
