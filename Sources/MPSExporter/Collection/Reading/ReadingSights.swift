/// What one reading has seen of the listing so far.
struct ReadingSights: Sendable {
    /// When the reading began, in milliseconds since 1970.
    let started: Int64
    /// The first page.
    var first: ReadPage?
    /// TotalCount of the first page.
    var totalCount: Int?
    /// How many rows of the listing the ledger holds, after the last page.
    var held: ClosedRange<Int>?
    /// Whether the new end has been read as far as it will be.
    var isNewEndRead = false
    /// Pages read in a row from the first one on.
    var downPages = 0
    /// Where that reading stopped; nil once it has come to the end.
    var downToken: String?
    /// Pages read at the new end of an ascending listing.
    var tailPages = 0
    /// Whether everything new was asked for through a filter.
    var isFilterAsked = false
    /// Pages read through a filter.
    var filteredPages = 0
    /// Awaited tasks that were looked for at their place.
    var jumps: Set<String> = []

    init(started: Int64) {
        self.started = started
    }
}
