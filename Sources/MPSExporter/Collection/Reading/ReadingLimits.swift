/// The sizes by which a reading of FINISH is bounded.
package struct ReadingLimits: Sendable, Equatable {
    /// How far the API's clocks are taken to be apart at most, in milliseconds.
    package static let clockTolerance: Int64 = 5_000

    /// Rows of a full page.
    package var pageSize = 100
    /// Pages that a poll reads in a row before the rest is left to a sweep.
    package var pages = 50
    /// Whether rows that the sum says are missing are looked for although nothing is awaited; otherwise a sweep finds them.
    package var chasesMissing = true
    /// What the sum said to be missing when all of the listing had just been read: no reading finds that; nil for nothing.
    package var residue: Int?
    /// Rows created since this moment may be new although they stand below the look. Where the newest are listed first
    /// these are looked for at growing depths; in milliseconds since 1970, nil if there are none.
    package var deepLook: Int64?
    /// How far the API's clocks may be apart, in milliseconds.
    package var tolerance = Self.clockTolerance
    /// What every task in neither WAITING nor PROCESSING nor the ledger was created after, by the last passes; in
    /// milliseconds since 1970, nil if there were none.
    package var createdLook: Int64?
    /// Whether a sum that adds up to the last row is enough to know that nothing is missing.
    package var trustsTotalCount = false
    /// For how long a sum that adds up is enough while nothing else is read of a listing with the oldest first, in
    /// milliseconds.
    package var longestTrust: Int64 = 3_600_000
    /// The time from one poll to the next, in milliseconds.
    package var pollInterval: Int64 = 15_000

    /// Calls of a poll beside those at the new end up to which it looks for tasks that are late, whatever its budget: two
    /// for each second of its interval.
    var callsForLate: Int { Int(pollInterval / 500) }

    /// The usual sizes.
    package init() {}
}
