/// Which orders everything seen so far agrees with.
package struct OrderEvidence: Sendable, Codable, Equatable {
    /// Orders that no page has contradicted; empty once all have been.
    package private(set) var candidates: Set<ListingOrder> = Set(ListingOrder.allCases)
    /// Pairs of neighbours with different times that have been compared.
    package private(set) var comparisons = 0

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
        return both
    }

    /// Compares the rows of a page that followed `previous` in the same listing. Of a page that comes twice, or holds a
    /// row twice, the repetition says nothing about the order.
    package mutating func observe(_ rows: [ReadRow], after previous: ReadRow?) {
        let repeated = rows.lastIndex { $0.id == previous?.id }.map { $0 + 1 } ?? 0
        var before = previous
        var ids: Set<String> = []
        for row in rows[repeated...] where ids.insert(row.id).inserted {
            if let before { compare(before, row) }
            before = row
        }
    }

    private mutating func compare(_ first: ReadRow, _ second: ReadRow) {
        for order in candidates {
            guard let earlier = order.key(of: first), let later = order.key(of: second), earlier != later else {
                continue
            }
            comparisons += 1
            if (earlier > later) != order.isDescending { candidates.remove(order) }
        }
    }
}
