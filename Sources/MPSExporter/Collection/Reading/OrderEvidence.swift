/// Which orders everything seen so far agrees with.
///
/// The API's clocks may be apart, so a row may stand out of place by so much: an order is contradicted by a row that is
/// further from where it should stand than that, seen from any row before it. Neighbours would not do: where many rows
/// share a second, each is within the tolerance of the next.
package struct OrderEvidence: Sendable, Codable, Equatable {
    /// Orders that no page has contradicted; empty once all have been.
    package private(set) var candidates: Set<ListingOrder> = Set(ListingOrder.allCases)
    /// Rows so far from one before them that one direction was contradicted.
    package private(set) var comparisons = 0
    /// Orders that hold, but not to the row; nil in a state file of before such were believed.
    private var blurred: Set<ListingOrder>?

    /// Every order is possible yet.
    package init() {}

    /// Whether something is known: an order is believed only after it could have been contradicted.
    package var isSettled: Bool { comparisons > 0 }

    /// Orders with the newest first that are still possible.
    var descending: [ListingOrder] { candidates.filter(\.isDescending).sorted { $0.rawValue < $1.rawValue } }

    /// Orders with the oldest first that are still possible.
    var ascending: [ListingOrder] { candidates.filter { !$0.isDescending }.sorted { $0.rawValue < $1.rawValue } }

    /// Whether the newest rows come last, so that the first page does not show whether there are new ones: its TotalCount
    /// may.
    var needsSum: Bool { isSettled && descending.isEmpty && !ascending.isEmpty }

    /// The same, less what `other` has seen contradicted.
    func narrowed(to other: OrderEvidence) -> OrderEvidence {
        var both = self
        both.candidates.formIntersection(other.candidates)
        both.blurred = (blurred ?? []).union(other.blurred ?? []).intersection(both.candidates)
        return both
    }

    /// Whether rows have stood out of place in an order that is believed.
    package func isBlurred(_ order: ListingOrder) -> Bool { blurred?.contains(order) ?? false }

    /// Compares the rows of a page with those `passed` before it in the same listing. Of a page that comes twice, or
    /// holds a row twice, the repetition says nothing about the order.
    package mutating func observe(_ rows: [ReadRow], after passed: PassedRows?) {
        var passed = passed ?? PassedRows()
        let repeated = rows.lastIndex { $0.id == passed.lastID }.map { $0 + 1 } ?? 0
        var ids: Set<String> = []
        for row in rows[repeated...] where ids.insert(row.id).inserted {
            compare(row, with: passed)
            passed.take(CollectionOfOne(row))
        }
    }

    private mutating func compare(_ row: ReadRow, with passed: PassedRows) {
        for order in candidates {
            guard let time = order.key(of: row), let times = passed.times(of: order) else { continue }
            let (rise, fall) = (time - times.lowerBound, times.upperBound - time)
            if max(rise, fall) > ReadingLimits.clockTolerance { comparisons += 1 }
            let displacement = order.isDescending ? rise : fall
            if displacement > ReadingLimits.clockTolerance {
                candidates.remove(order)
                blurred?.remove(order)
            } else if displacement > 0 {
                blurred = (blurred ?? []).union([order])
            }
        }
    }
}
