/// Prometheus protobuf, each family with its length before it
/// (https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto).
enum ProtobufEncoder {
    /// Appends a family as a `MetricFamily` message.
    static func append(_ family: MetricFamily, to buffer: inout ExpositionBuffer) {
        buffer.appendDelimited { buffer in
            appendFields(of: family, to: &buffer)
        }
    }

    private static func appendFields(of family: MetricFamily, to buffer: inout ExpositionBuffer) {
        buffer.append(field: 1, string: family.name)
        if !family.help.isEmpty { buffer.append(field: 2, string: family.help) }
        buffer.append(field: 3, varint: typeNumber(family.type))
        for metric in family.metrics {
            buffer.append(field: 4) { buffer in
                append(metric, to: &buffer)
            }
        }
        if let unit = family.unit { buffer.append(field: 5, string: unit) }
    }

    private static func typeNumber(_ type: MetricType) -> UInt64 {
        switch type {
        case .counter: 0
        case .gauge: 1
        case .histogram: 4
        }
    }

    private static func append(_ metric: Metric, to buffer: inout ExpositionBuffer) {
        append(metric.labels, to: &buffer)
        switch metric.value {
        case .gauge(let value):
            buffer.append(field: 2) { $0.append(field: 1, double: value) }
        case .counter(let total, let exemplar):
            buffer.append(field: 3) { buffer in
                buffer.append(field: 1, double: total)
                if let exemplar { append(exemplar, field: 2, to: &buffer) }
                if let created = metric.created { append(timestamp: created, field: 3, to: &buffer) }
            }
        case .histogram(let histogram):
            buffer.append(field: 7) { buffer in
                append(histogram, created: metric.created, to: &buffer)
            }
        }
    }

    private static func append(_ labels: [Label], to buffer: inout ExpositionBuffer) {
        for label in labels {
            buffer.append(field: 1) { buffer in
                buffer.append(field: 1, string: label.name)
                buffer.append(field: 2, string: label.value)
            }
        }
    }

    static func append(_ exemplar: Exemplar, field: UInt64, to buffer: inout ExpositionBuffer) {
        buffer.append(field: field) { buffer in
            append(exemplar.labels, to: &buffer)
            buffer.append(field: 2, double: exemplar.value)
            if let timestamp = exemplar.timestamp { append(timestamp: timestamp, field: 3, to: &buffer) }
        }
    }

    /// A `google.protobuf.Timestamp` of Unix seconds from 0 on, to the microsecond: a double of today has no more, and
    /// cutting its noise off to nanoseconds could lose a millisecond.
    static func append(timestamp: Double, field: UInt64, to buffer: inout ExpositionBuffer) {
        let seconds = UInt64(timestamp)
        let microseconds = UInt64((timestamp - Double(seconds)) * 1e6 + 0.5)
        let (carry, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        buffer.append(field: field) { buffer in
            buffer.append(field: 1, varint: seconds + carry)
            if fraction > 0 { buffer.append(field: 2, varint: fraction * 1000) }
        }
    }
}
