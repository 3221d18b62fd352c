/// A value for each variant of a scrape: a table, because a dictionary would hash the variant several times a request.
struct PerVariant<Value: Sendable>: Sendable {
    private var values: [Value]

    /// The same value for all.
    init(repeating value: Value) {
        values = Array(repeating: value, count: ScrapeVariant.allCases.count)
    }

    /// The value for one variant.
    subscript(variant: ScrapeVariant) -> Value {
        get { values[variant.index] }
        set { values[variant.index] = newValue }
    }
}
