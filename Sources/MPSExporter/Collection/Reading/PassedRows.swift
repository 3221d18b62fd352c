/// What rows that stand in a row in a listing leave behind for those that follow them: the last one and how far their
/// times reach.
package struct PassedRows: Sendable, Codable, Equatable {
    /// The id of the last row.
    private(set) var lastID: String?
    private var created: ClosedRange<Int64>?
    private var finished: ClosedRange<Int64>?

    /// No row yet.
    package init() {}

    /// The times by which an order sorts, from the earliest to the latest.
    func times(of order: ListingOrder) -> ClosedRange<Int64>? {
        switch order {
        case .createdDescending, .createdAscending: created
        case .finishedDescending, .finishedAscending: finished
        }
    }

    /// Passes rows, in their order.
    package mutating func take(_ rows: some Sequence<ReadRow>) {
        for row in rows {
            lastID = row.id
            created = Self.widened(created, to: row.created)
            finished = Self.widened(finished, to: row.finished)
        }
    }

    private static func widened(_ range: ClosedRange<Int64>?, to time: Int64?) -> ClosedRange<Int64>? {
        guard let range, let time else { return range ?? time.map { $0...$0 } }
        return min(range.lowerBound, time)...max(range.upperBound, time)
    }
}
