import MPSSimulator

/// What a load cost before an API, and how late its tasks were counted.
struct CallsFigures: Sendable {
    let api: CallsAPI
    let load: CallsLoad
    /// Polls until everything was counted, the measured ones at least.
    let polls: Int
    /// The calls of these polls, and of the sweeps between them.
    let calls: CallCounts
    /// How many calls at FINISH the bound allows at these polls.
    let allowed: Double
    /// How many calls at the failed tasks it allows, and how many pages a sweep of them has at most.
    let allowedFailed: Double
    let failedPages: Int
    /// How many tasks of the load were counted, and how many there are.
    let counted: Int
    let expected: Int
    /// Seconds from finish to count: of the middle task, and of the last one.
    let medianDelay: Int64
    let worstDelay: Int64
    /// The middle task's delay as a share of its turnaround, where all are put in the order of that share.
    let medianShare: Double
    /// The most that a task used up of what is promised, two polls or a tenth of its turnaround.
    let worstOfPromise: Double

    init(_ ledger: CallsLedger, api: CallsAPI, load: CallsLoad, expected: Int) {
        self.api = api
        self.load = load
        self.expected = expected
        polls = ledger.measured.count
        calls = ledger.measured.reduce(into: CallCounts()) { $0 = $0 + $1.calls }
        allowed = ledger.allowance(byFinish: api.isByFinish)
        allowedFailed = api.filter == .refused ? 0 : ledger.failedAllowance(byFinish: api.isByFinish)
        failedPages = ledger.failedCount / 100 + 1
        let delays = ledger.delays
        counted = delays.count
        medianDelay = delays.isEmpty ? 0 : delays[delays.count / 2].delay / 1000
        worstDelay = (delays.last?.delay ?? 0) / 1000
        let shares = delays.map { Double($0.delay) / Double(max(1, $0.turnaround)) }.sorted()
        medianShare = shares.isEmpty ? 0 : shares[shares.count / 2]
        worstOfPromise = ledger.worstOfPromise
    }

    /// How far a load may go beyond the bound and the promise: a poll cannot know what will finish after it.
    static let tolerance = 1.05

    /// What is not as it is promised in an order that stays; nothing if all is.
    var complaints: [String] {
        var complaints: [String] = []
        if counted != expected { complaints.append("counted \(counted) of \(expected) tasks") }
        complaints += complain(calls.finish, "calls", allowed: allowed)
        complaints += complain(calls.failed, "calls at the failed tasks", allowed: allowedFailed)
        if calls.sweeps > 0 { complaints.append("\(calls.sweeps) calls of sweeps") }
        // A failed task cannot be awaited, so one that stands deep is left to a sweep, of all that failed in seven days.
        let isQuiet = load.finishing == 0 || !load.isSpread
        if calls.failedSweeps > (isQuiet ? 0 : failedPages) {
            complaints.append("\(calls.failedSweeps) calls of sweeps of the failed tasks")
        }
        if worstOfPromise > Self.tolerance {
            complaints.append("late: \(worstOfPromise) of the promise, \(worstDelay) s")
        }
        return complaints.map { "\(api), \(load): \($0)" }
    }

    private func complain(_ made: Int, _ name: String, allowed: Double) -> [String] {
        // The bound is one on average, which a short load does not even out: one call more, or a twentieth.
        let most = max(allowed + 1, allowed * Self.tolerance)
        return Double(made) > most ? ["\(made) \(name), allowed \(Int(most))"] : []
    }
}
