/// One series of a family, or one set of series in the case of a histogram.
package struct Metric: Hashable, Sendable {
    /// What tells this metric from its siblings, in any order.
    package var labels: [Label]
    /// Of the type of its family.
    package var value: MetricValue
    /// When a counter or histogram began to count, in Unix seconds. Only protobuf shows it: in OpenMetrics it would
    /// become a series of its own.
    package var created: Double?

    package init(labels: [Label], value: MetricValue, created: Double? = nil) {
        self.labels = labels
        self.value = value
        self.created = created
    }
}
