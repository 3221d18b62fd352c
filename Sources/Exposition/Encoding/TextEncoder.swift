/// Prometheus text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
enum TextEncoder {
    /// Appends a family. The format knows neither units, exemplars, native histograms nor creation times.
    static func append(_ family: MetricFamily, to buffer: inout ExpositionBuffer) {
        appendMetadata(of: family, to: &buffer)
        var lines = SampleLines(family: family)
        let metrics = family.metrics.span
        for index in metrics.indices {
            switch metrics[index].value {
            case .gauge(let value), .counter(let value, _):
                lines.append(value, labels: metrics[index].labels, to: &buffer)
                buffer.append(UInt8(ascii: "\n"))
            case .histogram(let histogram):
                lines.begin(histogram, labels: metrics[index].labels)
                append(histogram, lines: lines, to: &buffer)
            }
        }
    }

    private static func appendMetadata(of family: MetricFamily, to buffer: inout ExpositionBuffer) {
        if !family.help.isEmpty {
            buffer.append("# HELP ")
            buffer.append(family.name)
            buffer.append(UInt8(ascii: " "))
            buffer.append(escaped: family.help)
            buffer.append(UInt8(ascii: "\n"))
        }
        buffer.append("# TYPE ")
        buffer.append(family.name)
        buffer.append(UInt8(ascii: " "))
        buffer.append(family.type.rawValue)
        buffer.append(UInt8(ascii: "\n"))
    }

    private static func append(
        _ histogram: HistogramValue, lines: SampleLines, to buffer: inout ExpositionBuffer
    ) {
        var cumulativeCount: UInt64 = 0
        for (bucket, count) in histogram.bucketCounts.enumerated() {
            cumulativeCount += count
            lines.appendBucket(bucket, cumulativeCount: cumulativeCount, to: &buffer)
            buffer.append(UInt8(ascii: "\n"))
        }
        lines.appendTotals(of: histogram, to: &buffer)
    }
}
