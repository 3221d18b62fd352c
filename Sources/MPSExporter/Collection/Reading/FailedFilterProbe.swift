/// Three calls at FINISH that show what SubTaskHasFailed does: without it, with true and with false. Where it is
/// honoured, each task stands in exactly one of the latter two listings.
package struct FailedFilterProbe: Sendable {
    /// The calls, in this order.
    package enum Call: Sendable {
        case all
        case failed
        case others

        /// SubTaskHasFailed.
        package var filter: Bool? {
            switch self {
            case .all: nil
            case .failed: true
            case .others: false
            }
        }
    }

    /// A first page.
    package struct Answer: Sendable {
        var ids: Set<String> = []
        var totalCount: Int?
        var isWhole = true

        /// Nothing, as of an empty listing.
        fileprivate static let nothing = Answer()

        /// Whether there is no task in the listing.
        fileprivate var isEmpty: Bool { ids.isEmpty && isWhole && (totalCount ?? 0) == 0 }

        /// Whether there are tasks, but none on this page: which ones these are, nobody can say. Those of the next page would
        /// be others than stand on the first page of a listing that does not begin so.
        fileprivate var isSilent: Bool { ids.isEmpty && !isWhole }

        fileprivate init() {}

        /// - Parameter isWhole: whether no page follows.
        package init(ids: Set<String>, totalCount: Int?, isWhole: Bool) {
            self.ids = ids
            self.totalCount = totalCount
            self.isWhole = isWhole
        }
    }

    /// What the answers show.
    package enum Verdict: Sendable, Equatable {
        /// Nothing has finished.
        case nothing
        /// The filter tells the failed tasks.
        case tells
        /// A task is said to have failed and not to have.
        case ignored
        /// They do not fit together, as when tasks finish between the calls.
        case unclear
        /// A page without rows has nothing to show, and nothing is wrong with the filter.
        case silent
    }

    private var answers: [Call: Answer] = [:]

    /// A probe that has not begun.
    /// - Parameter isFinishEmpty: whether FINISH has just been found empty, and need not be asked for.
    package init(isFinishEmpty: Bool) {
        if isFinishEmpty { answers[.all] = .nothing }
    }

    /// The next call; nil when there is no more to ask.
    package var next: Call? {
        guard let all = answers[.all] else { return .all }
        guard answers[.failed] != nil else { return .failed }
        return all.isEmpty || answers[.others] != nil ? nil : .others
    }

    /// Takes in the answer to `next`.
    package mutating func take(_ answer: Answer) {
        guard let next else { preconditionFailure("A probe takes in what it asked for.") }
        answers[next] = answer
    }

    /// The conclusion, once there is no more to ask.
    package var verdict: Verdict {
        guard let all = answers[.all], let failed = answers[.failed] else { return .unclear }
        guard !all.isEmpty else { return failed.isEmpty ? .nothing : .unclear }
        guard let others = answers[.others] else { return .unclear }
        let sums = FailedFilterSums(all, failed, others)
        guard sums != nil || ![all, failed, others].contains(where: \.isSilent) else { return .silent }
        let isShared = !failed.ids.isDisjoint(with: others.ids)
        let tells =
            if let sums {
                sums.showFalseIgnored || sums.addUp && !isShared
            } else {
                !isShared && Self.isDivided(all, failed, others)
            }
        return tells ? .tells : isShared ? .ignored : .unclear
    }

    /// Whether each task of FINISH's first page stands in one of the parts, where TotalCount is missing. That takes an order
    /// that is the same for all three listings, or listings of one page.
    private static func isDivided(_ all: Answer, _ failed: Answer, _ others: Answer) -> Bool {
        all.ids.isSubset(of: failed.ids.union(others.ids))
            && (others.isEmpty || !all.ids.isDisjoint(with: others.ids))
    }
}
