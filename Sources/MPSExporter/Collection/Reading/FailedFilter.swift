/// What the filter SubTaskHasFailed does, as far as its answers have shown, and when it is to be asked about.
package struct FailedFilter: Sendable, Codable, Equatable {
    /// What it does.
    package enum Belief: String, Sendable, Codable {
        /// Not tried yet, or its answers showed nothing so far.
        case untried
        /// The API takes it. Whether it selects anything is not known: nothing that would show it has finished.
        case accepted
        /// It tells the failed tasks from the others.
        case tells
        /// The API takes it and does not select by it.
        case useless
        /// The API does not know it.
        case refused
    }

    /// What is believed.
    package private(set) var belief = Belief.untried
    /// Whether the API has ever answered to it since it last was not known.
    private var wasAnswered = false
    /// Refusals since the last answer.
    private var refusals = 0
    /// Probes that showed nothing, since the last one that did.
    private var unclearProbes = 0
    /// When it was last found to be of no use, in milliseconds since 1970.
    private var givenUp: Int64?

    /// One node of the API that is older than the others must not end the counting.
    private static let patience = 3
    /// Tasks that finish between a probe's calls blur one of them, not five in a row.
    private static let mostProbes = 5
    /// After that it is asked about again, in milliseconds: by then the API may have been brought up to date.
    static let reconsideration: Int64 = 24 * 3_600_000

    /// Nothing is known but what a state file of before its effect was judged says: whether the API knew it.
    package init(isAccepted: Bool? = nil) {
        switch isAccepted {
        case nil: break
        case true?:
            belief = .accepted
            wasAnswered = true
        case false?: belief = .refused
        }
    }

    /// Whether it is used (true) or of no use (false); nil while that is open.
    package var isUsed: Bool? {
        switch belief {
        case .untried, .accepted: nil
        case .tells: true
        case .useless, .refused: false
        }
    }

    /// Whether a number of failed tasks can be shown: it stands still until it is known what the filter does.
    package var countsFailed: Bool { belief == .tells || belief == .accepted }

    /// Whether a probe has to come before it is used.
    package func isInQuestion(at moment: Int64) -> Bool {
        switch belief {
        case .untried, .accepted: return true
        case .tells: return false
        case .useless, .refused:
            // A clock that was ahead must not keep the question away until it is that late again.
            guard let givenUp, moment >= givenUp else { return true }
            return moment - givenUp >= Self.reconsideration
        }
    }

    /// Notes that the API answered to it.
    package mutating func answered() {
        wasAnswered = true
        refusals = 0
    }

    /// Notes that the API refused it.
    /// - Returns: whether that is believed: at once of an API that never took it, else when it is repeated.
    package mutating func refused(at moment: Int64) -> Bool {
        refusals += 1
        guard !wasAnswered || refusals >= Self.patience else { return false }
        giveUp(.refused, at: moment)
        return true
    }

    /// Draws the conclusion from a probe.
    package mutating func conclude(_ verdict: FailedFilterProbe.Verdict, at moment: Int64) {
        answered()
        if verdict == .silent { return }
        unclearProbes = verdict == .unclear ? unclearProbes + 1 : 0
        switch verdict {
        case .nothing where belief == .untried: belief = .accepted
        case .nothing, .silent: break
        case .tells:
            belief = .tells
            givenUp = nil
        case .ignored: giveUp(.useless, at: moment)
        case .unclear:
            if unclearProbes >= Self.mostProbes { giveUp(.useless, at: moment) }
        }
    }

    private mutating func giveUp(_ belief: Belief, at moment: Int64) {
        self.belief = belief
        givenUp = moment
        wasAnswered = belief == .useless
        refusals = 0
        unclearProbes = 0
    }
}
