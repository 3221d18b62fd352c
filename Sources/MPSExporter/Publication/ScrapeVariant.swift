package import Exposition

/// One of the ways in which a scrape can be sent.
package struct ScrapeVariant: Equatable, Sendable {
    package let format: ExpositionFormat
    package let isCompressed: Bool

    /// Every variant, in the order of their `index`.
    package static let allCases = ExpositionFormat.allCases.flatMap { format in
        [false, true].map { ScrapeVariant(format: format, isCompressed: $0) }
    }

    /// The variant of a format, compressed with gzip or not.
    package init(format: ExpositionFormat, isCompressed: Bool) {
        self.format = format
        self.isCompressed = isCompressed
    }

    /// What a request asks for.
    package init(accept: String?, acceptEncoding: String?) {
        format = FormatNegotiation.format(accept: accept)
        isCompressed = FormatNegotiation.acceptsGzip(acceptEncoding: acceptEncoding)
    }

    /// The variant's place in a `PerVariant`.
    package var index: Int {
        let place =
            switch format {
            case .text: 0
            case .openMetrics: 1
            case .protobuf: 2
            }
        return 2 * place + (isCompressed ? 1 : 0)
    }
}
