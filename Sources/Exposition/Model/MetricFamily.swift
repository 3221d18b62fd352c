/// All metrics of one name, with what is said about them once.
package struct MetricFamily: Hashable, Sendable {
    /// The name as Prometheus queries know it: a counter's ends in `_total`, no other does.
    package var name: String
    /// The type of every metric in the family.
    package var type: MetricType
    /// One sentence for people; left out of the exposition if empty.
    package var help: String
    /// The base unit, which the name must have as its suffix (before a counter's `_total`), or nothing.
    package var unit: String?
    /// A family without metrics is left out of the exposition.
    package var metrics: [Metric]

    package init(name: String, type: MetricType, help: String, unit: String? = nil, metrics: [Metric]) {
        self.name = name
        self.type = type
        self.help = help
        self.unit = unit
        self.metrics = metrics
    }

    /// The name of the family in OpenMetrics, where a counter's `_total` belongs to the sample alone.
    package var openMetricsName: Substring {
        type == .counter && name.hasSuffix("_total") ? name.dropLast("_total".count) : name[...]
    }

    /// Everything that the family is called: by its own name in each format, and by its samples.
    var names: [String] {
        switch type {
        case .gauge: [name]
        case .counter: [name, String(openMetricsName)]
        case .histogram: [name, name + "_bucket", name + "_sum", name + "_count"]
        }
    }
}
