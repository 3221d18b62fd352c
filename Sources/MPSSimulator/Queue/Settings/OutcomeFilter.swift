/// What SubTaskHasFailed of a request selects of FINISH: as documented, or as an API might have it that takes the field
/// and does not mind it.
package enum OutcomeFilter: Sendable, Hashable, CaseIterable {
    case honoured
    case ignored
    /// False is taken for a field that was left out.
    case ignoredIfFalse

    /// The value that a request's value is taken for.
    func value(for failed: Bool?) -> Bool? {
        switch self {
        case .honoured: failed
        case .ignored: nil
        case .ignoredIfFalse: failed == true ? true : nil
        }
    }
}
