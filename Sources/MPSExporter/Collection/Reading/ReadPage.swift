/// A page of FINISH that has been read and committed.
package struct ReadPage: Sendable {
    /// Its rows, in the order of the API.
    package var rows: [ReadRow]
    /// ScrollToken; empty at the end of the listing.
    package var token: String
    /// TotalCount, if the API sent one.
    package var totalCount: Int?
    /// The API's time of the answer, in milliseconds since 1970.
    package var moment: Int64

    /// A page that has been committed.
    package init(rows: [ReadRow], token: String, totalCount: Int?, moment: Int64) {
        self.rows = rows
        self.token = token
        self.totalCount = totalCount
        self.moment = moment
    }
}

extension ReadPage {
    /// Whether in every order that is believed, the newest first in each, some row lies below the look by a margin.
    /// Without such an order none does.
    func isBelow(
        created: Int64?, finished: Int64?, in order: OrderEvidence, by margin: (ListingOrder) -> Int64
    ) -> Bool {
        guard order.isSettled, !order.descending.isEmpty else { return false }
        return order.descending.allSatisfy { order in
            let look = order == .createdDescending ? created : finished
            guard let look, let least = rows.compactMap(order.key).min() else { return false }
            return least < look - margin(order)
        }
    }
}
