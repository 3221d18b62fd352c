/// Why a listing is read whole.
package enum SweepReason: String, Sendable, Equatable {
    /// It never was: what finished while the first poll ran may stand anywhere in it.
    case first
    /// A poll could not read the new end to where all is known.
    case unreadEnd = "unread_end"
    /// TotalCount is higher than what the ledger holds and awaits.
    case unaccounted
    /// Awaited tasks do not turn up where they were looked for.
    case overdue
    /// The API gives no TotalCount that would show a missing task, or one that stays too low.
    case unverified
}
