/// Pages that follow each other by their tokens, with the guards against a listing that runs in circles.
struct Stretch: Sendable {
    /// The last row so far.
    private(set) var last: ReadRow?
    /// The token of the next page; nil before the first page and at the end.
    private(set) var next: String?
    /// Whether an empty page promised more, or a token came twice.
    private(set) var isBroken = false
    private var tokens: Set<String> = []

    mutating func take(_ page: ReadPage) {
        last = page.rows.last ?? last
        next = page.token.isEmpty ? nil : page.token
        guard let next else { return }
        if page.rows.isEmpty || !tokens.insert(next).inserted {
            isBroken = true
            self.next = nil
        }
    }
}
