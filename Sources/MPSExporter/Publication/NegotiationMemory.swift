/// What the last requests asked for and which variant that meant. Scrapers ask for the same each time, and comparing two
/// fields with what was asked before costs less than reading them.
package struct NegotiationMemory: Sendable {
    private struct Entry: Sendable {
        let accept: String?
        let acceptEncoding: String?
        let variant: ScrapeVariant
    }

    /// As many as scrape at once with fields of their own.
    private static let capacity = 4

    private var entries: [Entry] = []

    /// Remembers nothing yet.
    package init() {}

    /// The variant that was negotiated when a request said the same; nil if none is remembered.
    /// - Parameter says: whether the request's field of this name has this value, or is missing for nil.
    package func variant(where says: (_ field: String, _ value: String?) -> Bool) -> ScrapeVariant? {
        for entry in entries where says("Accept", entry.accept) && says("Accept-Encoding", entry.acceptEncoding) {
            return entry.variant
        }
        return nil
    }

    /// Negotiates and remembers, in the place of what was remembered first if there is no other.
    package mutating func negotiate(accept: String?, acceptEncoding: String?) -> ScrapeVariant {
        let variant = ScrapeVariant(accept: accept, acceptEncoding: acceptEncoding)
        if entries.count == Self.capacity { entries.removeFirst() }
        entries.append(Entry(accept: accept, acceptEncoding: acceptEncoding, variant: variant))
        return variant
    }
}
