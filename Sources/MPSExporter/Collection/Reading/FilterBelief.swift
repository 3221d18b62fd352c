/// What the filters StartTime and EndTime do, as far as their answers have shown.
package enum FilterBelief: String, Sendable, Codable {
    /// Not tried yet.
    case untried
    /// The API does not know them.
    case refused
    /// They have no effect that the exporter could use.
    case useless
    /// They select by CreateTime.
    case byCreation
    /// They select by FinishTime.
    case byFinish

    /// Whether a row may stand in an answer narrowed to `window`, if the belief is true. Filters work on whole seconds.
    func allows(_ row: ReadRow, in window: ClosedRange<Int64>) -> Bool {
        let time: Int64?
        switch self {
        case .byCreation: time = row.created
        case .byFinish: time = row.finished
        case .untried, .refused, .useless: return false
        }
        guard let time else { return true }
        return (window.lowerBound - 1_000...window.upperBound + 1_000).contains(time)
    }
}
