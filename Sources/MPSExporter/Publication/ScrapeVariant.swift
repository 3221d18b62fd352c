internal import Exposition

/// One of the ways in which a scrape can be sent.
struct ScrapeVariant: Hashable, Sendable {
    let format: ExpositionFormat
    let isCompressed: Bool

    /// What a request asks for.
    init(accept: String?, acceptEncoding: String?) {
        format = FormatNegotiation.format(accept: accept)
        isCompressed = FormatNegotiation.acceptsGzip(acceptEncoding: acceptEncoding)
    }
}
