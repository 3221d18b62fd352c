/// What happened to an account's tasks in a span of time, counted from the timestamps that the API shows.
struct TruthTotals: Sendable, Hashable {
    let bounds: TruthBounds
    /// By the index of the type's profile.
    private(set) var types: [TruthOfType]
    /// Finished tasks by each of their subtask types.
    private(set) var subTasks: [String: UInt64] = [:]
    private var skips: [String: [String: UInt64]] = [:]

    /// Nothing yet, for so many task types.
    init(bounds: TruthBounds, typeCount: Int) {
        self.bounds = bounds
        types = Array(repeating: TruthOfType(bounds: bounds), count: typeCount)
    }

    /// The durations that could not be taken, in the order of their names.
    var skipped: [TruthSkip] {
        skips.sorted { $0.key < $1.key }.flatMap { duration, reasons in
            reasons.sorted { $0.key < $1.key }.map { TruthSkip(duration: duration, reason: $0.key, count: $0.value) }
        }
    }

    /// Counts one task as far as its life shows it within the span.
    mutating func add(_ life: ShownLife, in span: TruthSpan) {
        let started = life.wasStartShown && span.contains(life.begun)
        let finished = life.wasFinishShown && span.contains(life.momentOfFinish)
        if span.contains(life.created) { types[life.type].submitted += 1 }
        if started { types[life.type].started += 1 }
        if started || (finished && life.begun.isUnset) {
            observe(life.wait, as: "wait", bounds.wait, in: \.wait, of: life.type)
        }
        guard finished else { return }
        types[life.type].finished += 1
        if life.failed { types[life.type].failed += 1 }
        for (index, subTask) in life.subTaskTypes.enumerated() where !life.subTaskTypes[..<index].contains(subTask) {
            subTasks[subTask, default: 0] += 1
        }
        observe(life.processing, as: "processing", bounds.processing, in: \.processing, of: life.type)
        observe(life.turnaround, as: "turnaround", bounds.turnaround, in: \.turnaround, of: life.type)
    }

    private mutating func observe(
        _ interval: ShownInterval, as duration: String, _ bounds: [Double],
        in durations: WritableKeyPath<TruthOfType, TruthDurations>, of type: Int
    ) {
        switch interval {
        case .milliseconds(let milliseconds):
            types[type][keyPath: durations].observe(milliseconds: milliseconds, bounds: bounds)
        case .skipped(let reason):
            skips[duration, default: [:]][reason, default: 0] += 1
        }
    }
}
