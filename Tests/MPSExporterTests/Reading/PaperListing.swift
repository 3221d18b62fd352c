import MPSExporter

/// A listing of finished tasks on paper, which answers the calls of a reader, and the ledger that keeps what it showed.
struct PaperListing {
    /// What StartTime and EndTime do.
    enum Filter {
        case refused
        case ignored
        case created(endsIncluded: Bool)
        case finished(endsIncluded: Bool)
        case begun
    }

    /// Its rows in the order of the API.
    var rows: [ReadRow]
    var pageSize = 3
    var filter = Filter.ignored
    /// Whether a token is the id of the row that it leads to; otherwise it is a number.
    var tokensAreTaskIDs = true
    /// Whether ids are refused that no page gave as a token.
    var refusesForeignTokens = false
    var hasTotalCount = true
    /// The greatest number that TotalCount says.
    var totalCountCap = Int.max
    /// The ids that the ledger holds.
    var held: Set<String> = []
    private var given: Set<String> = []

    init(_ rows: [ReadRow], held: some Sequence<String> = []) {
        self.rows = rows
        self.held = Set(held)
    }

    /// The answer to a call, committed; nil if it is refused.
    mutating func answer(_ query: PageQuery) -> ReadPage? {
        if query.window != nil, case .refused = filter { return nil }
        if let token = query.token, refusesForeignTokens, !given.contains(token) { return nil }
        let start = query.token.map { token in
            rows.firstIndex { tokensAreTaskIDs ? $0.id == token : "#\($0.id)" == token }
        }
        guard let first = start ?? rows.startIndex else { return nil }
        let selected = rows[first...].filter { selects($0, query.window) }
        let next = selected.dropFirst(pageSize).first.map { tokensAreTaskIDs ? $0.id : "#\($0.id)" } ?? ""
        given.insert(next)
        let shown = selected.prefix(pageSize).map { (row) -> ReadRow in
            var row = row
            row.wasHeld = held.contains(row.id)
            return row
        }
        held.formUnion(shown.map(\.id))
        return ReadPage(
            rows: shown, token: next, totalCount: hasTotalCount ? min(rows.count, totalCountCap) : nil,
            moment: Moment.now)
    }

    private func selects(_ row: ReadRow, _ window: ClosedRange<Int64>?) -> Bool {
        guard let window else { return true }
        let (time, endsIncluded): (Int64?, Bool) =
            switch filter {
            case .refused, .ignored: (nil, true)
            case .created(let endsIncluded): (row.created, endsIncluded)
            case .finished(let endsIncluded): (row.finished, endsIncluded)
            case .begun: (row.begun, true)
            }
        guard let time else { return true }
        return endsIncluded ? window.contains(time) : window.lowerBound < time && time < window.upperBound
    }

    /// Lets a reader read until it is done; returns its calls.
    mutating func read(with reader: inout FinishReader) -> [PageQuery] {
        var calls: [PageQuery] = []
        while let query = reader.next(), calls.count < 1_000 {
            calls.append(query)
            if let page = answer(query) {
                reader.take(page, held: held.count...held.count)
            } else if !reader.fail(isRefusal: true) {
                break
            }
        }
        return calls
    }
}
