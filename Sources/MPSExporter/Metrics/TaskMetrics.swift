internal import Exposition
internal import TaskLedger

/// What the ledger has counted of tasks.
enum TaskMetrics {
    static let submitted = counter(
        "submitted", "Tasks created (CreateTime) since the epoch, each counted once; polled.")
    static let started = counter(
        "started", "Tasks begun (BeginProcessTime) since the epoch, each counted once; polled.")
    static let finished = counter(
        "finished", "Tasks finished since the epoch, well or badly, each counted once; polled.")
    static let failed = counter(
        "failed", "Finished tasks with a failed subtask, each counted once; absent if the API cannot tell them; polled."
    )
    static let wait = histogram("wait", "BeginProcessTime less CreateTime of started tasks; polled.")
    static let processing = histogram("processing", "FinishTime less BeginProcessTime of finished tasks; polled.")
    static let turnaround = histogram("turnaround", "FinishTime less CreateTime of finished tasks; polled.")
    static let skipped = MetricDefinition(
        name: "mps_task_durations_skipped_total", type: .counter, labels: ["account", "duration", "reason"],
        help: "Durations that could not be taken from a counted task's times, by duration and reason; polled.")
    static let subtasks = MetricDefinition(
        name: "mps_subtasks_finished_total", type: .counter, labels: ["account", "sub_task_type"],
        help: "Finished tasks by each of their subtask types: a task counts once for each type; polled.")

    static let definitions = [
        submitted, started, finished, failed, wait, processing, turnaround, skipped, subtasks,
    ]

    private static func counter(_ event: String, _ help: String) -> MetricDefinition {
        MetricDefinition(
            name: "mps_tasks_\(event)_total", type: .counter, labels: ["account", "task_type"], help: help)
    }

    private static func histogram(_ duration: String, _ help: String) -> MetricDefinition {
        MetricDefinition(
            name: "mps_task_\(duration)_duration_seconds", type: .histogram, labels: ["account", "task_type"],
            help: help)
    }

    static func collect(
        _ snapshot: AccountSnapshot, types: LabelFolding, subTaskTypeLimit: Int, nativeSchema: Int,
        into families: inout FamilyCollection
    ) {
        guard let ledger = snapshot.ledger else { return }
        let created = Double(ledger.epoch) / 1000
        let byLabel = folded(ledger.totals, by: types)
        for (type, totals) in byLabel {
            let labels = [snapshot.account, type]
            families.counter(submitted, labels, totals.submitted, created: created)
            families.counter(started, labels, totals.started, created: created)
            families.counter(finished, labels, totals.finished, created: created)
            if ledger.countsFailed { families.counter(failed, labels, totals.failed, created: created) }
            for (kind, definition) in [(DurationKind.wait, wait), (.processing, processing), (.turnaround, turnaround)]
            {
                let value = totals.histogram(kind, layout: ledger.totals.layout, nativeSchema: nativeSchema)
                families.add(definition, labels, .histogram(value), created: created)
            }
        }
        collectSkipped(ledger.totals, account: snapshot.account, created: created, into: &families)
        collectSubtasks(
            ledger.totals, account: snapshot.account, limit: subTaskTypeLimit, created: created, into: &families)
    }

    private static func folded(_ totals: AccountTotals, by types: LabelFolding) -> [String: FoldedTotals] {
        var byLabel: [String: FoldedTotals] = [:]
        var other = FoldedTotals()
        for (position, type) in totals.typeOrder.enumerated() {
            guard let ofType = totals.types[type] else { continue }
            let isOther = types.label(of: type) == LabelFolding.other
            other.consider(ofType, rank: position, isMember: isOther)
            if !isOther { byLabel[type] = FoldedTotals(of: ofType) }
        }
        if types.labels.contains(LabelFolding.other) { byLabel[LabelFolding.other] = other }
        return byLabel
    }

    private static func collectSkipped(
        _ totals: AccountTotals, account: String, created: Double, into families: inout FamilyCollection
    ) {
        for kind in DurationKind.allCases {
            for reason in SkipReason.allCases where kind.canBeSkipped(for: reason) {
                let count = totals.skipped[SkippedDuration(kind: kind, reason: reason)] ?? 0
                families.counter(skipped, [account, kind.rawValue, reason.rawValue], count, created: created)
            }
        }
    }

    private static func collectSubtasks(
        _ totals: AccountTotals, account: String, limit: Int, created: Double, into families: inout FamilyCollection
    ) {
        let folding = LabelFolding(order: totals.subTaskTypeOrder, limit: limit)
        var byLabel: [String: Int64] = [:]
        for (type, count) in totals.subTaskTypes { byLabel[folding.label(of: type), default: 0] += count }
        for (type, count) in byLabel { families.counter(subtasks, [account, type], count, created: created) }
    }
}

extension DurationKind {
    /// Whether the reason can apply to this duration at all; what cannot happen has no series.
    fileprivate func canBeSkipped(for reason: SkipReason) -> Bool {
        switch reason {
        case .negative, .unparsable: true
        case .createUnset: self != .processing
        case .beginUnset: self != .turnaround
        case .finishUnset: self != .wait
        }
    }
}
