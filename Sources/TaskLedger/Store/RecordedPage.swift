/// What recording one page of a listing told.
package struct RecordedPage: Sendable, Equatable {
    /// For each row of the page, whether the ledger already held it as a row of that listing.
    package var wasHeld: [Bool]
    /// Tasks of the page that were unfinished until now and have finished.
    package var settled: Int = 0

    /// The number of rows that are new to the ledger.
    package var newRows: Int { wasHeld.count { !$0 } }
}
