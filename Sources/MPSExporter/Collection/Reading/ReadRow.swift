/// One row of a page, as far as reading on depends on it.
package struct ReadRow: Sendable, Codable, Equatable {
    /// TaskId.
    package var id: String
    /// CreateTime in milliseconds since 1970, if it can be read.
    package var created: Int64?
    /// BeginProcessTime in milliseconds since 1970, if it can be read.
    package var begun: Int64?
    /// FinishTime in milliseconds since 1970, if it can be read.
    package var finished: Int64?
    /// Whether the ledger held the row before this page.
    package var wasHeld: Bool

    /// A row of a page.
    package init(id: String, created: Int64?, begun: Int64? = nil, finished: Int64?, wasHeld: Bool) {
        self.id = id
        self.created = created
        self.begun = begun
        self.finished = finished
        self.wasHeld = wasHeld
    }
}
