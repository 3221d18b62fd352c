internal import Exposition
internal import MicroHTTP

/// A scrape as it stands at one moment: two parts side by side, and the responses that have been made of them.
struct PreparedScrape: Sendable {
    private let polled: EncodedFamilies
    private let live: EncodedFamilies
    /// Whether somebody scraped when it was made: then the next one follows within a second.
    let isKeptFresh: Bool
    private(set) var responses = PerVariant<PreparedResponse?>(repeating: nil)

    init(polled: EncodedFamilies, live: EncodedFamilies, isKeptFresh: Bool) {
        self.polled = polled
        self.live = live
        self.isKeptFresh = isKeptFresh
    }

    /// Makes the response of a variant.
    mutating func prepare(_ variant: ScrapeVariant) throws(MicroHTTPError) {
        let format = variant.format
        responses[variant] = try Self.response(variant, polled.bytes(format) + live.bytes(format))
    }

    /// The response with only some families; if nobody has their names, a scrape without any.
    func response(_ variant: ScrapeVariant, named names: Set<String>) throws(MicroHTTPError) -> PreparedResponse {
        let format = variant.format
        return try Self.response(variant, polled.bytes(format, named: names) + live.bytes(format, named: names))
    }

    /// The parts are compressed together, as one gzip member: curl 7.88 and others read no further than the first.
    private static func response(
        _ variant: ScrapeVariant, _ families: [UInt8]
    ) throws(MicroHTTPError) -> PreparedResponse {
        var end = ExpositionBuffer()
        variant.format.end(&end)
        let plain = families + end.bytes
        var fields = [
            ("Content-Type", variant.format.contentType), ("Vary", "Accept, Accept-Encoding"),
            ("Cache-Control", "no-store"),
        ]
        if variant.isCompressed { fields.append(("Content-Encoding", "gzip")) }
        return PreparedResponse(
            status: 200, fields: fields, body: variant.isCompressed ? try Gzip.member(plain) : plain,
            tag: HTTPActivity.Handler.metrics.rawValue)
    }
}
