/// What a ScrollToken is, as far as pages have shown.
package enum TokenBelief: String, Sendable, Codable {
    /// No page has followed another yet.
    case unknown
    /// The TaskId of the next row: a listing can be entered at any task whose id is known.
    case taskID
    /// Something else: only tokens that the API gave can be used.
    case opaque
    /// It looks like a TaskId, but the API refused ids that it had not given.
    case onlyGiven

    /// What to believe after a page entered by `token` began with `first`. A mismatch is no proof, as the task may have
    /// moved: it only ends a belief that never held.
    package func learned(token: String, first: ReadRow) -> TokenBelief {
        switch self {
        case .unknown, .opaque: token == first.id ? .taskID : .opaque
        case .taskID, .onlyGiven: self
        }
    }
}
