/// The formats of a scrape, from the one that everything reads to the one that carries most.
package enum ExpositionFormat: CaseIterable, Sendable {
    /// Prometheus text format 0.0.4.
    case text
    /// OpenMetrics text 1.0.0, with exemplars.
    case openMetrics
    /// Prometheus protobuf, delimited, with exemplars, native histograms and creation times.
    case protobuf

    /// The value of the `Content-Type` field; Prometheus 3 refuses a scrape without a right one.
    package var contentType: String {
        switch self {
        case .text:
            "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics:
            "application/openmetrics-text; version=1.0.0; charset=utf-8"
        case .protobuf:
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
        }
    }

    /// Appends a part of a scrape. Parts may follow each other if no name occurs in two of them; ``end(_:)`` comes
    /// last.
    package func encode(_ set: MetricSet, into buffer: inout ExpositionBuffer) {
        for family in set.families {
            append(family, to: &buffer)
        }
    }

    /// Appends one family of a checked set.
    func append(_ family: MetricFamily, to buffer: inout ExpositionBuffer) {
        switch self {
        case .text: TextEncoder.append(family, to: &buffer)
        case .openMetrics: OpenMetricsEncoder.append(family, to: &buffer)
        case .protobuf: ProtobufEncoder.append(family, to: &buffer)
        }
    }

    /// Appends what ends a whole scrape: `# EOF` in OpenMetrics, nothing in the others.
    package func end(_ buffer: inout ExpositionBuffer) {
        switch self {
        case .openMetrics: OpenMetricsEncoder.end(&buffer)
        case .text, .protobuf: break
        }
    }
}
