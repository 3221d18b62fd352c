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
    /// New rows found until then.
    var newRowsAtEnd = 0
    /// Pages read in a row from the first one on.
    var downPages = 0
    /// Where that reading stopped; nil once it has come to the end.
    var downToken: String?
    /// Whether the page behind that one is likely to hold an awaited task.
    var isDownPromising = false
    /// The time of the listing's oldest row, where it comes first and has the time from which the API's window counts.
    var oldest: Int64?
    /// The time between the creations of the first and the last row of the latest full page, in milliseconds.
    var span: Int64 = 1_000
    /// Pages read at the new end of an ascending listing.
    var tailPages = 0
    /// The last rows read there, a page full at most.
    var tailRows: [ReadRow] = []
    /// Whether everything new was asked for through a filter.
    var isFilterAsked = false
    /// Pages read through a filter.
    var filteredPages = 0
    /// Awaited tasks that were looked for at their place.
    var jumps: Set<String> = []

    init(started: Int64) {
        self.started = started
    }

    mutating func noteSpan(of page: ReadPage, fullAt size: Int) {
        let times = page.rows.compactMap(\.created)
        guard page.rows.count >= size, let first = times.first, let last = times.last else { return }
        span = max(1_000, abs(first - last))
    }
}
