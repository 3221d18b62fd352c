/// The order in which a listing comes. The API documents none, so a client has to get along with any.
///
/// Tasks without a finish are listed by creation, in the same direction, where the order is that of finishes.
package enum ListingOrder: String, Sendable, Hashable, CaseIterable {
    case createDescending = "create-desc"
    case createAscending = "create-asc"
    case finishDescending = "finish-desc"
    case finishAscending = "finish-asc"
    /// A pseudo-random order that stays the same for as long as the queue lives.
    case shuffled

    /// Whether the listing begins at the low end of its axis.
    var isAscending: Bool {
        switch self {
        case .createAscending, .finishAscending, .shuffled: true
        case .createDescending, .finishDescending: false
        }
    }

    /// What places finished tasks.
    var finishedAxis: ListingAxis {
        switch self {
        case .createAscending, .createDescending: .creation
        case .finishAscending, .finishDescending: .finish
        case .shuffled: .shuffled
        }
    }

    /// What places waiting and processing tasks.
    var unfinishedAxis: ListingAxis {
        self == .shuffled ? .shuffled : .creation
    }
}
