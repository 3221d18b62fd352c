/// One observation shown as an example of those in a bucket or counter (OpenMetrics 1.0.0, "Exemplars").
package struct Exemplar: Hashable, Sendable {
    /// Names and values together have at most ``maximumLabelLength`` code points.
    package var labels: [Label]
    /// The observed value; in a bucket it lies between the bounds of that bucket.
    package var value: Double
    /// When it was observed, in Unix seconds.
    package var timestamp: Double?

    /// Code points that all label names and values of an exemplar may have together.
    package static let maximumLabelLength = 128

    package init(labels: [Label], value: Double, timestamp: Double?) {
        self.labels = labels
        self.value = value
        self.timestamp = timestamp
    }
}
