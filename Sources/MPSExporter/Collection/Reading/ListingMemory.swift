/// What is remembered of one listing of finished tasks from poll to poll, and kept in the state file.
package struct ListingMemory: Sendable, Codable, Equatable {
    /// Which orders the listing may have.
    package var order = OrderEvidence()
    /// What its tokens are.
    package var tokens = TokenBelief.unknown
    /// What its time filters do.
    package var filter = FilterBelief.untried
    /// When they were found to be of no use, in milliseconds since 1970; nil while they may be, and in a state file of
    /// before this was kept.
    package var filterGivenUp: Int64?
    /// Tasks created before this moment are known to the ledger, unfinished or finished; milliseconds since 1970.
    package var createdLook: Int64?
    /// Tasks finished before this moment have been looked for; milliseconds since 1970.
    package var finishedLook: Int64?
    /// Where the newest end of an ascending listing can be entered: a token of which everything before is known.
    package var tail: String?
    /// Where it can be entered later, once everything before that is known as well.
    package var laterTail: TailEntry?
    /// Polls of this listing so far; its trailing zeros say how deep to read.
    package var polls = 0
    /// Calls that earlier polls were allowed and did not make; nil in a state file of before this was kept.
    package var savedCalls: Double?
    /// Awaited tasks at whose place the API refused a call, since the last such call that it answered; nil if there are
    /// none.
    package var refusedIDs: Set<String>?
    /// Readings in a row that ended because a call failed which they could have done without; nil if there are none.
    package var failedAside: Int?
    /// Whether the last poll read the new end to where all is known; nil in a state file of before this was kept.
    package var readNewEnd: Bool?
    /// Whether rows that may be new stand where only a sweep comes to; nil in a state file of before this was kept.
    package var leavesDeepLook: Bool?
    /// Polls in a row at whose end rows were missing that nothing awaited explains.
    package var doubtfulPolls = 0
    /// Polls in a row at which TotalCount was less than what the ledger held; nil before the first, and in an
    /// older state file.
    package var lowSums: Int?

    /// Nothing is known yet.
    package init() {}

    /// Whether TotalCount is no sum to be trusted: it stays below what the ledger holds. The API may cap it, and then it
    /// shows no missing row.
    var isSumTooLow: Bool { (lowSums ?? 0) >= 2 }

    /// Has time filters that were given up tried again a day later: by then the API may have been brought up to date, or
    /// mended.
    mutating func reconsiderFilter(at moment: Int64) {
        guard filter == .refused || filter == .useless else {
            filterGivenUp = nil
            return
        }
        let since = min(filterGivenUp ?? moment, moment)
        filterGivenUp = since
        if moment - since >= FailedFilter.reconsideration { (filter, filterGivenUp) = (.untried, nil) }
    }

    /// Notes that the API refused to enter the listing at a task. It may have dropped that one; three are a rule.
    package mutating func noteRefusal(of id: String) {
        refusedIDs = (refusedIDs ?? []).union([id])
        if refusedIDs?.count ?? 0 >= 3 { tokens = .onlyGiven }
    }

    /// Takes back what a clock that was ahead has let look known: nothing after the present is.
    mutating func keepLooks(before now: Int64) {
        createdLook = createdLook.map { min($0, now) }
        finishedLook = finishedLook.map { min($0, now) }
    }
}
