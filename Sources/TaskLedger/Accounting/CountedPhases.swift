/// What the ledger has counted of a task, and whether it stood in FINISH.
package struct CountedPhases: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    /// The set with these bits; the bits are what the state file stores.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Counted as submitted.
    package static let submitted = CountedPhases(rawValue: 1)
    /// Counted as started, its wait observed or skipped.
    package static let started = CountedPhases(rawValue: 2)
    /// Counted as finished, its processing and turnaround observed or skipped.
    package static let finished = CountedPhases(rawValue: 4)
    /// Counted as failed.
    package static let failed = CountedPhases(rawValue: 8)
    /// Seen in FINISH, counted or not.
    package static let listedFinish = CountedPhases(rawValue: 16)
    /// Seen among the failed tasks, counted or not.
    package static let listedFailed = CountedPhases(rawValue: 32)
    /// Unfinished, but no longer awaited.
    package static let abandoned = CountedPhases(rawValue: 64)
    /// Missing, or abandoned, when the missing tasks were last looked through, and not seen since.
    package static let aged = CountedPhases(rawValue: 128)
}
