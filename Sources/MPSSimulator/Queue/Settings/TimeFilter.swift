/// What StartTime and EndTime of a request select. The API does not say, so a client has to find out.
package struct TimeFilter: Sendable, Hashable {
    /// The time of a task that is compared. A row that has no such time is never selected.
    package enum Meaning: Sendable, Hashable, CaseIterable {
        case ignored
        case byCreate
        case byBegin
        case byFinish
    }

    package var meaning: Meaning
    /// Whether a task at StartTime itself is selected.
    package var includesStart: Bool
    /// Whether a task at EndTime itself is selected.
    package var includesEnd: Bool

    package init(_ meaning: Meaning, includesStart: Bool = true, includesEnd: Bool = true) {
        self.meaning = meaning
        self.includesStart = includesStart
        self.includesEnd = includesEnd
    }

    /// The axis on which the selected tasks stand together; nil if there is no selection.
    var axis: ListingAxis? {
        switch meaning {
        case .ignored: nil
        case .byCreate: .creation
        case .byBegin: .begin
        case .byFinish: .finish
        }
    }
}
