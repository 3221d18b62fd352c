/// OpenMetrics text 1.0.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/).
enum OpenMetricsEncoder {
    /// Appends a family. There is no `_created`, as Prometheus would store it as one more series for each counter.
    static func append(_ family: MetricFamily, to buffer: inout ExpositionBuffer) {
        appendMetadata(of: family, to: &buffer)
        var lines = SampleLines(family: family)
        let metrics = family.metrics.span
        for index in metrics.indices {
            switch metrics[index].value {
            case .gauge(let value):
                lines.append(value, labels: metrics[index].labels, to: &buffer)
                endLine(with: nil, in: &buffer)
            case .counter(let total, let exemplar):
                lines.append(total, labels: metrics[index].labels, to: &buffer)
                endLine(with: exemplar, in: &buffer)
            case .histogram(let histogram):
                lines.begin(histogram, labels: metrics[index].labels)
                append(histogram, lines: lines, to: &buffer)
            }
        }
    }

    /// Appends the line that tells a whole scrape from a broken one. Nothing may follow it.
    static func end(_ buffer: inout ExpositionBuffer) {
        buffer.append("# EOF\n")
    }

    private static func appendMetadata(of family: MetricFamily, to buffer: inout ExpositionBuffer) {
        let name = family.openMetricsName
        buffer.append("# TYPE ")
        buffer.append(name)
        buffer.append(UInt8(ascii: " "))
        buffer.append(family.type.rawValue)
        buffer.append(UInt8(ascii: "\n"))
        if let unit = family.unit {
            buffer.append("# UNIT ")
            buffer.append(name)
            buffer.append(UInt8(ascii: " "))
            buffer.append(unit)
            buffer.append(UInt8(ascii: "\n"))
        }
        if !family.help.isEmpty {
            buffer.append("# HELP ")
            buffer.append(name)
            buffer.append(UInt8(ascii: " "))
            buffer.append(escapedWithQuotes: family.help)
            buffer.append(UInt8(ascii: "\n"))
        }
    }

    private static func append(
        _ histogram: HistogramValue, lines: SampleLines, to buffer: inout ExpositionBuffer
    ) {
        var cumulativeCount: UInt64 = 0
        for (bucket, count) in histogram.bucketCounts.enumerated() {
            cumulativeCount += count
            lines.appendBucket(bucket, cumulativeCount: cumulativeCount, to: &buffer)
            endLine(with: histogram.exemplars.isEmpty ? nil : histogram.exemplars[bucket], in: &buffer)
        }
        lines.appendTotals(of: histogram, to: &buffer)
    }

    private static func endLine(with exemplar: Exemplar?, in buffer: inout ExpositionBuffer) {
        if let exemplar {
            buffer.append(" # {")
            SampleLines.append(exemplar.labels, to: &buffer)
            buffer.append("} ")
            buffer.append(value: exemplar.value)
            if let timestamp = exemplar.timestamp {
                buffer.append(UInt8(ascii: " "))
                buffer.append(value: timestamp)
            }
        }
        buffer.append(UInt8(ascii: "\n"))
    }
}
