/// The metric types that this exporter exposes, out of those that the formats know.
package enum MetricType: String, CaseIterable, Sendable {
    /// A total that only grows while the process and its state live.
    case counter
    /// A value that may go up and down.
    case gauge
    /// Observations counted in buckets, with their sum.
    case histogram
}
