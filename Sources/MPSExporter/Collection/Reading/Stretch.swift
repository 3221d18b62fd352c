/// Pages that follow each other by their tokens, and where they left off.
struct Stretch: Sendable {
    /// Its rows so far.
    private(set) var passed = PassedRows()
    private var trail = TokenTrail()

    /// The token of the next page; nil before the first page, at the end, and where the tokens lead nowhere.
    var next: String? { trail.next }

    /// Whether the tokens lead nowhere.
    var isBroken: Bool { trail.isBroken }

    /// Pages from `token` on; nil stands for the first page.
    init(from token: String? = nil) {
        trail = TokenTrail(from: token)
    }

    mutating func take(_ page: ReadPage) {
        passed.take(page.rows)
        trail.follow(page.token, advances: !page.rows.isEmpty)
    }
}
