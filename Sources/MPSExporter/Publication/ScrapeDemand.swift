/// What scrapes have asked for lately, and so are likely to ask for again.
struct ScrapeDemand: Sendable {
    /// For so long after a request its kind is kept ready, in milliseconds: several of the longest intervals that
    /// Prometheus servers scrape at, which are 2 to 5 minutes.
    private static let memory: Int64 = 900_000

    /// When each variant was last asked for, in milliseconds since 1970; nil if that is long ago.
    private var asked = PerVariant<Int64?>(repeating: nil)
    /// The same of scrapes of some families, in any variant.
    private var familiesAsked: Int64?

    /// The variants that are to be kept ready.
    var variants: [ScrapeVariant] { ScrapeVariant.allCases.filter { asked[$0] != nil } }

    /// Whether nobody scrapes.
    var isEmpty: Bool { familiesAsked == nil && variants.isEmpty }

    /// Somebody asks for a whole scrape.
    mutating func note(_ variant: ScrapeVariant, at now: Int64) {
        asked[variant] = now
    }

    /// Somebody asks for some families.
    mutating func noteFamilies(at now: Int64) {
        familiesAsked = now
    }

    /// Forgets what is long ago.
    mutating func forget(at now: Int64) {
        func isLongAgo(_ time: Int64) -> Bool { now - time >= Self.memory }
        for variant in variants {
            asked[variant] = asked[variant].flatMap { isLongAgo($0) ? nil : $0 }
        }
        familiesAsked = familiesAsked.flatMap { isLongAgo($0) ? nil : $0 }
    }
}
