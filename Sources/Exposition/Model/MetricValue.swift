/// What a series is worth at the moment of the exposition.
package enum MetricValue: Hashable, Sendable {
    /// Any number; NaN and the infinities are values too.
    case gauge(Double)
    /// A finite number, not negative.
    case counter(Double, exemplar: Exemplar? = nil)
    /// Buckets and their sum.
    indirect case histogram(HistogramValue)

    /// The only type of family that may hold this value.
    package var type: MetricType {
        switch self {
        case .gauge: .gauge
        case .counter: .counter
        case .histogram: .histogram
        }
    }
}
