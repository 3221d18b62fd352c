/// An order in which the API may list finished tasks. None is documented, so each is a belief that every page tests.
package enum ListingOrder: String, Sendable, Codable, CaseIterable {
    case createdDescending
    case createdAscending
    case finishedDescending
    case finishedAscending

    /// Whether the newest tasks come first.
    var isDescending: Bool { self == .createdDescending || self == .finishedDescending }

    /// The time by which this order sorts.
    func key(of row: ReadRow) -> Int64? {
        switch self {
        case .createdDescending, .createdAscending: row.created
        case .finishedDescending, .finishedAscending: row.finished
        }
    }
}
