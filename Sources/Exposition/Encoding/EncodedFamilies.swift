/// Families as bytes of every format, of which a client can have all or some.
package struct EncodedFamilies: Sendable {
    private struct Encoding {
        var bytes: [UInt8] = []
        /// Where each family ends.
        var ends: [Int] = []
    }

    /// What each family is called, in their order.
    private let names: [[String]]
    private var encodings: [ExpositionFormat: Encoding] = [:]

    /// Encodes the families of a set, without what ends a scrape.
    package init(_ set: MetricSet) {
        names = set.families.map(\.names)
        for format in ExpositionFormat.allCases {
            var buffer = ExpositionBuffer()
            var ends: [Int] = []
            for family in set.families {
                format.append(family, to: &buffer)
                ends.append(buffer.bytes.count)
            }
            encodings[format] = Encoding(bytes: buffer.bytes, ends: ends)
        }
    }

    /// All families in one format.
    package func bytes(_ format: ExpositionFormat) -> [UInt8] {
        encodings[format]?.bytes ?? []
    }

    /// In one format, the families that are called by one of these names; each is whole. Those are a family's own name,
    /// for counters with and without `_total`, and the names of a histogram's samples.
    package func bytes(_ format: ExpositionFormat, named wanted: Set<String>) -> [UInt8] {
        guard let encoding = encodings[format] else { return [] }
        var bytes: [UInt8] = []
        for (index, names) in names.enumerated() where names.contains(where: wanted.contains) {
            let start = index == 0 ? 0 : encoding.ends[index - 1]
            bytes.append(contentsOf: encoding.bytes[start..<encoding.ends[index]])
        }
        return bytes
    }
}
