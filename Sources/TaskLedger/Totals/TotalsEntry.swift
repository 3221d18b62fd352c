/// What one sighting adds to the totals: kept in the state file's journal, to be added again when the file is opened.
struct TotalsEntry: Equatable {
    /// TaskId, for exemplars; empty if no duration was observed.
    var taskID: String
    var type: String
    /// The subtask types to count: each once, and none unless the task is counted as finished.
    var subTaskTypes: [String]
    var added: CountedPhases
    /// When a wait ended, in milliseconds since 1970; `Int64.min` where no exemplar may say so.
    var begunAt: Int64
    /// When a processing time or turnaround ended; likewise.
    var finishedAt: Int64
    var wait: DurationOutcome?
    var processing: DurationOutcome?
    var turnaround: DurationOutcome?

    func outcome(of kind: DurationKind) -> DurationOutcome? {
        switch kind {
        case .wait: wait
        case .processing: processing
        case .turnaround: turnaround
        }
    }

    /// When a duration of this kind ended.
    func endedAt(_ kind: DurationKind) -> Int64 {
        kind == .wait ? begunAt : finishedAt
    }
}

extension TotalsEntry {
    /// No clock of the API is ahead of another by more, in milliseconds.
    private static let farthestFuture: Int64 = 24 * 3_600_000

    /// What a sighting in an answer of this moment adds.
    init(_ transition: TaskTransition, of sighting: TaskSighting, at moment: Int64) {
        let outcomes = [transition.wait, transition.processing, transition.turnaround]
        self.init(
            taskID: outcomes.contains(where: \.isObserved) ? sighting.id : "", type: sighting.type,
            subTaskTypes: transition.added.contains(.finished) ? sighting.distinctSubTaskTypes : [],
            added: transition.added,
            begunAt: Self.shown(sighting.begun, at: moment), finishedAt: Self.shown(sighting.finished, at: moment),
            wait: transition.wait, processing: transition.processing, turnaround: transition.turnaround)
    }

    /// An exemplar of the year 9999 would be the newest of its bucket for good: a task that ends in the future is counted
    /// and not shown.
    private static func shown(_ time: SightedTime, at moment: Int64) -> Int64 {
        guard let milliseconds = time.milliseconds, milliseconds <= moment + farthestFuture else { return .min }
        return milliseconds
    }
}

extension DurationOutcome? {
    fileprivate var isObserved: Bool {
        guard case .observed = self else { return false }
        return true
    }
}

extension TaskSighting {
    fileprivate var distinctSubTaskTypes: [String] {
        switch subTaskTypes.count {
        case 0, 1: return subTaskTypes
        case 2: return subTaskTypes[0] == subTaskTypes[1] ? [subTaskTypes[0]] : subTaskTypes
        default:
            var seen: Set<String> = []
            return subTaskTypes.filter { seen.insert($0).inserted }
        }
    }
}
