internal import Exposition

/// Some families as bytes, in every format.
struct ScrapePart: Sendable {
    private var bytes: [ExpositionFormat: [UInt8]] = [:]

    /// Renders the families.
    /// - Parameter endsScrape: whether nothing follows, which OpenMetrics says with a line of its own.
    init(_ families: MetricSet, endsScrape: Bool) {
        for format in ExpositionFormat.allCases {
            var buffer = ExpositionBuffer()
            format.encode(families, into: &buffer)
            if endsScrape { format.end(&buffer) }
            bytes[format] = buffer.bytes
        }
    }

    /// The bytes in one format.
    func bytes(_ format: ExpositionFormat) -> [UInt8] {
        bytes[format] ?? []
    }
}
