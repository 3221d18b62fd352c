/// What one call asks of a queue.
package struct ListingQuery: Sendable, Hashable {
    package var phase: TaskPhase
    /// Of finished tasks: only those with a failed subtask, only those without, or all.
    package var failed: Bool?
    /// How many rows at most; positive.
    package var limit: Int
    /// Where to go on: the token of the page before.
    package var token: String?
    /// The ends of the time filter, in milliseconds since 1970.
    package var start: Int64?
    package var end: Int64?

    package init(
        _ phase: TaskPhase, failed: Bool? = nil, limit: Int = 10, token: String? = nil, start: Int64? = nil,
        end: Int64? = nil
    ) {
        self.phase = phase
        self.failed = failed
        self.limit = limit
        self.token = token
        self.start = start
        self.end = end
    }
}
