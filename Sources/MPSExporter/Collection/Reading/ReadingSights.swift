/// What one reading has seen of the listing so far.
struct ReadingSights: Sendable {
    /// When the reading began, in milliseconds since 1970.
    let started: Int64
    /// The first page.
    var first: ReadPage?
    /// TotalCount of the first page.
    private(set) var totalCount: Int?
    /// Whether it is less than the ledger held of the listing after that page: at the edge of the API's window, as many
    /// were left out as may lie beyond it.
    private(set) var isSumTooLow = false
    /// How many rows of the listing the ledger holds, after the last page.
    var held: ClosedRange<Int>?
    /// The same as far as learning tells, after the first page and before any other.
    var likelyHeld: Int?
    /// Whether the sum alone says that nothing is new.
    var restsOnSum = false
    /// Whether the new end has been read as far as it will be.
    var isNewEndRead = false
    /// Whether the deep look has been read down to.
    var isDeepLookReached = false
    /// Whether that is left to a sweep.
    var leavesDeepLook = false
    /// Whether the rows read at the new end of an ascending listing begin before it.
    var tailCoversDeepLook = false
    /// New rows found until then.
    var newRowsAtEnd = 0
    /// Pages read in a row from the first one on.
    var downPages = 0
    /// Where that reading stopped; nil once it has come to the end.
    var downToken: String?
    /// Whether the page behind that one is likely to hold an awaited task.
    var isDownPromising = false
    /// Whether it is likely to hold many.
    var isDownDense = false
    /// How many awaited tasks the latest page showed.
    var foundOnPage = 0
    /// The time of the listing's oldest row, where it comes first and has the time from which the API's window counts.
    var oldest: Int64?
    /// The creations of the first and the last row of each full page, in milliseconds since 1970.
    private var spans: [ClosedRange<Int64>] = []
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

    /// Takes in the first page.
    mutating func begin(_ page: ReadPage, held: ClosedRange<Int>?) {
        totalCount = page.totalCount
        // What is found on later pages may have been listed since.
        if let totalCount, let held { isSumTooLow = totalCount < held.lowerBound }
    }

    mutating func noteSpan(of page: ReadPage, fullAt size: Int) {
        let times = page.rows.compactMap(\.created)
        guard page.rows.count >= size, let first = times.first, let last = times.last else { return }
        spans.append(min(first, last)...max(first, last))
    }

    /// How long a time of creation a page is likely to show around `time`: as the full page does that stands nearest.
    func span(around time: Int64) -> Int64 {
        let nearest = spans.min { Self.distance(of: $0, from: time) < Self.distance(of: $1, from: time) }
        return max(1_000, nearest.map { $0.upperBound - $0.lowerBound } ?? 0)
    }

    private static func distance(of span: ClosedRange<Int64>, from time: Int64) -> Int64 {
        max(span.lowerBound - time, time - span.upperBound, 0)
    }
}
