/// What one page changed: it is written as one row of the journal, then adopted by the ledger in memory; and adopted
/// again when the file is opened before the journal was folded into the tables.
struct JournalPage: Equatable {
    /// What it adds to the totals.
    var entries: [TotalsEntry] = []
    /// The tasks of which it changed what is known.
    var changes: [TaskChange] = []

    var isEmpty: Bool { entries.isEmpty && changes.isEmpty }
}
