/// The sample lines of one family, the same in both text formats.
///
/// What lines have in common is kept as bytes: a name as long as the family lasts, the escaped labels of a histogram
/// for all its lines, the text of bucket bounds as long as the next histogram has the same ones.
struct SampleLines {
    private let name: String
    private let sampleStart: ExpositionBuffer
    private var labels = ExpositionBuffer()
    private var bucketStart = ExpositionBuffer()
    private var bounds: [Double] = []
    private var boundTexts: [String] = []

    init(family: MetricFamily) {
        name = family.name
        var start = ExpositionBuffer()
        start.append(name)
        start.append(UInt8(ascii: "{"))
        sampleStart = start
    }

    /// Appends the only sample of a gauge or counter, without the end of its line.
    func append(_ value: Double, labels: [Label], to buffer: inout ExpositionBuffer) {
        if labels.isEmpty {
            buffer.append(name)
            buffer.append(UInt8(ascii: " "))
        } else {
            buffer.append(sampleStart)
            Self.append(labels, to: &buffer)
            buffer.append("} ")
        }
        buffer.append(value: value)
    }

    /// Gets ready for the lines of a histogram.
    mutating func begin(_ histogram: HistogramValue, labels: [Label]) {
        self.labels.removeAll()
        Self.append(labels, to: &self.labels)
        if histogram.upperBounds != bounds {
            bounds = histogram.upperBounds
            boundTexts = bounds.map(BucketBound.text)
        }
        bucketStart.removeAll()
        bucketStart.append(name)
        bucketStart.append("_bucket{")
        if !labels.isEmpty {
            bucketStart.append(self.labels)
            bucketStart.append(UInt8(ascii: ","))
        }
        bucketStart.append("le=\"")
    }

    /// Appends a bucket of the present histogram, without the end of its line: all observations up to the bucket's
    /// bound.
    func appendBucket(_ bucket: Int, cumulativeCount: UInt64, to buffer: inout ExpositionBuffer) {
        buffer.append(bucketStart)
        buffer.append(bucket < boundTexts.count ? boundTexts[bucket] : "+Inf")
        buffer.append("\"} ")
        buffer.append(decimal: cumulativeCount)
    }

    /// Appends the last two lines of the present histogram, `_sum` and `_count`.
    func appendTotals(of histogram: HistogramValue, to buffer: inout ExpositionBuffer) {
        appendStart(suffix: "_sum", to: &buffer)
        buffer.append(value: histogram.sum)
        buffer.append(UInt8(ascii: "\n"))
        appendStart(suffix: "_count", to: &buffer)
        buffer.append(decimal: histogram.count)
        buffer.append(UInt8(ascii: "\n"))
    }

    /// Appends labels, escaped, without their braces.
    static func append(_ labels: [Label], to buffer: inout ExpositionBuffer) {
        let labels = labels.span
        for index in labels.indices {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer.append(labels[index].name)
            buffer.append("=\"")
            buffer.append(escapedWithQuotes: labels[index].value)
            buffer.append(UInt8(ascii: "\""))
        }
    }

    private func appendStart(suffix: String, to buffer: inout ExpositionBuffer) {
        buffer.append(name)
        buffer.append(suffix)
        if !labels.bytes.isEmpty {
            buffer.append(UInt8(ascii: "{"))
            buffer.append(labels)
            buffer.append(UInt8(ascii: "}"))
        }
        buffer.append(UInt8(ascii: " "))
    }
}
