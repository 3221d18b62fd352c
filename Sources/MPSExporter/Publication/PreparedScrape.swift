internal import Exposition
internal import MicroHTTP

/// A scrape as it stands at one moment: two parts side by side, and the responses that have been made of them.
struct PreparedScrape: Sendable {
    private let polled: ScrapePart
    private let live: ScrapePart
    private(set) var responses = PerVariant<PreparedResponse?>(repeating: nil)

    init(polled: ScrapePart, live: ScrapePart) {
        self.polled = polled
        self.live = live
    }

    /// Makes the response of a variant. The parts are compressed together, as one gzip member: curl 7.88 and others
    /// read no further than the first.
    mutating func prepare(_ variant: ScrapeVariant) throws(MicroHTTPError) {
        let plain = polled.bytes(variant.format) + live.bytes(variant.format)
        var fields = [
            ("Content-Type", variant.format.contentType), ("Vary", "Accept, Accept-Encoding"),
            ("Cache-Control", "no-store"),
        ]
        if variant.isCompressed { fields.append(("Content-Encoding", "gzip")) }
        responses[variant] = PreparedResponse(
            status: 200, fields: fields, body: variant.isCompressed ? try Gzip.member(plain) : plain,
            tag: HTTPActivity.Handler.metrics.rawValue)
    }
}
