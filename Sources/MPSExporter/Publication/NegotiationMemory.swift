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

    /// That of the last request first: one who scrapes alone is compared with nobody else.
    private var entries: [Entry] = []

    /// Remembers nothing yet.
    package init() {}

    /// The variant that was negotiated when a request said the same; nil if none is remembered.
    /// - Parameter says: whether the request's field of this name has this value, or is missing for nil.
    package mutating func variant(where says: (_ field: String, _ value: String?) -> Bool) -> ScrapeVariant? {
        let place = entries.firstIndex { says("Accept", $0.accept) && says("Accept-Encoding", $0.acceptEncoding) }
        guard let place else { return nil }
        if place > 0 { entries.insert(entries.remove(at: place), at: 0) }
        return entries[0].variant
    }

    /// Negotiates and remembers, in the place of what was not asked for the longest if there is no other.
    package mutating func negotiate(accept: String?, acceptEncoding: String?) -> ScrapeVariant {
        let variant = ScrapeVariant(accept: accept, acceptEncoding: acceptEncoding)
        if entries.count == Self.capacity { entries.removeLast() }
        entries.insert(Entry(accept: accept, acceptEncoding: acceptEncoding, variant: variant), at: 0)
        return variant
    }
}
