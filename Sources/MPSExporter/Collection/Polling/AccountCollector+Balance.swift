internal import TaskLedger

/// What the ledger holds of FINISH, to be compared with TotalCount.
extension AccountCollector {
    /// The rows that the API can list at a moment, as bounds.
    ///
    /// - Parameter oldest: when the oldest listed task was created, if the listing has shown that; the window's edge need
    ///   not be guessed from clocks then.
    func held(failed: Bool, at moment: Int64, oldest: Int64?) throws(PollFailure) -> ClosedRange<Int> {
        try held(
            failed: failed, at: moment, window: oldest.map { moment - $0 } ?? TaskWindow.length,
            tolerance: oldest == nil ? ReadingLimits().tolerance : 0)
    }

    /// The rows that the first page's TotalCount should count, by what has been learned of the window's edge; nil
    /// where a row stands right at it, and where the order needs no sum as its first page shows what is new.
    func likelyHeld(failed: Bool, after query: PageQuery, at moment: Int64) throws(PollFailure) -> Int? {
        let listing = failed ? memory.failed : memory.finish
        guard query == PageQuery(), listing.order.needsSum, let windows = memory.edge?.windows else { return nil }
        let most = try held(failed: failed, at: moment, window: windows.upperBound, tolerance: 0)
        let least = try held(failed: failed, at: moment, window: windows.lowerBound, tolerance: 0)
        return least.lowerBound == most.upperBound ? most.upperBound : nil
    }

    /// Learns from a reading of FINISH to its end that found nothing new.
    func learnEdge(from reader: FinishReader) throws(PollFailure) {
        guard memory.finish.order.needsSum, let sum = reader.sumAtRest else { return }
        var edge = memory.edge ?? WindowEdge()
        try edge.learn { (window) throws(PollFailure) in
            let held = try held(failed: false, at: sum.moment, window: window, tolerance: 0)
            return held == sum.totalCount...sum.totalCount
        }
        memory.edge = edge
    }

    private func held(
        failed: Bool, at moment: Int64, window: Int64, tolerance: Int64
    ) throws(PollFailure) -> ClosedRange<Int> {
        try read { (ledger) throws(LedgerError) in
            try ledger.held(
                failed: failed, reading: memory.window, at: moment, window: window, tolerance: tolerance)
        }
    }
}
