internal import Exposition

/// Every metric that the exporter can show, by room.
package enum MetricCatalog {
    /// All of them, sorted by name.
    package static let all: [MetricDefinition] = {
        let rooms = [
            QueueMetrics.definitions, TaskMetrics.definitions, LedgerMetrics.definitions, PollMetrics.definitions,
            APIMetrics.definitions, ExporterMetrics.definitions, TLSMetrics.definitions, ProcessMetrics.definitions,
        ]
        return rooms.flatMap(\.self).sorted { $0.name < $1.name }
    }()

    /// The reference that `mps-exporter metrics` prints: a Markdown table.
    package static var reference: String {
        var lines = [
            "# Metrics", "",
            "What `mps-exporter metrics` prints. Values are polled in the background; a scrape never calls the API.",
            "",
            "| name | type | labels | meaning |", "|---|---|---|---|",
        ]
        for metric in all {
            let labels = metric.labels.map { "`\($0)`" }.joined(separator: " ")
            lines.append("| `\(metric.name)` | \(metric.type.rawValue) | \(labels) | \(metric.help) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
