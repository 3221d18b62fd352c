extension ProtobufEncoder {
    /// Appends the fields of a `Histogram`: classic buckets and native ones in one message, of which Prometheus takes
    /// what it is configured for.
    ///
    /// Where there are native buckets all exemplars go with these. To Prometheus 2.42 they are still those of the classic
    /// buckets, of which it takes the first that it finds, for one series: an older one than it has it would refuse at every
    /// scrape. So there is but the newest.
    static func append(_ histogram: HistogramValue, created: Double?, to buffer: inout ExpositionBuffer) {
        buffer.append(field: 1, varint: histogram.count)
        buffer.append(field: 2, double: histogram.sum)
        let exemplars = histogram.native == nil ? histogram.exemplars : histogram.newestExemplarAlone
        var cumulativeCount: UInt64 = 0
        for (bucket, count) in histogram.bucketCounts.enumerated() {
            cumulativeCount += count
            buffer.append(field: 3) { buffer in
                buffer.append(field: 1, varint: cumulativeCount)
                let isLast = bucket == histogram.upperBounds.count
                buffer.append(field: 2, double: isLast ? .infinity : histogram.upperBounds[bucket])
                if let exemplar = exemplars.isEmpty ? nil : exemplars[bucket] {
                    append(exemplar, field: 3, to: &buffer)
                }
            }
        }
        if let native = histogram.native { append(native, to: &buffer) }
        if let created { append(timestamp: created, field: 15, to: &buffer) }
        guard histogram.native != nil else { return }
        for case let exemplar? in histogram.exemplars where exemplar.timestamp != nil {
            append(exemplar, field: 16, to: &buffer)
        }
    }

    private static func append(_ native: NativeHistogram, to buffer: inout ExpositionBuffer) {
        buffer.append(field: 5, zigzag: Int64(native.schema))
        buffer.append(field: 6, double: native.zeroThreshold)
        buffer.append(field: 7, varint: native.zeroCount)
        let sparse = BucketSpans(native.positive)
        for span in sparse.spans {
            buffer.append(field: 12) { buffer in
                buffer.append(field: 1, zigzag: span.offset)
                buffer.append(field: 2, varint: span.length)
            }
        }
        guard !sparse.deltas.isEmpty else { return }
        buffer.append(field: 13) { buffer in
            for delta in sparse.deltas {
                buffer.append(zigzag: delta)
            }
        }
    }
}
