/// Everything counted of one account since its epoch: plain sums, the same whatever the order of the transitions.
package struct AccountTotals: Sendable, Equatable {
    /// The classic buckets in use.
    package private(set) var layout: HistogramLayout
    /// Task types in the order in which they were first seen.
    package private(set) var typeOrder: [String] = []
    /// By task type.
    package private(set) var types: [String: TaskTypeTotals] = [:]
    /// Durations that could not be taken.
    package private(set) var skipped: [SkippedDuration: Int64] = [:]
    /// Subtask types in the order in which they were first seen.
    package private(set) var subTaskTypeOrder: [String] = []
    /// Finished tasks by each of their subtask types.
    package private(set) var subTaskTypes: [String: Int64] = [:]

    /// Zero of everything.
    package init(layout: HistogramLayout) {
        self.layout = layout
    }

    /// Makes a task type known, so that its counters exist at 0 before anything is counted.
    mutating func know(type: String) {
        guard types[type] == nil else { return }
        types[type] = TaskTypeTotals(layout: layout)
        typeOrder.append(type)
    }

    /// Goes over to other bounds.
    mutating func rebucket(to layout: HistogramLayout) {
        for type in types.keys { types[type]?.rebucket(from: self.layout, to: layout) }
        self.layout = layout
    }

    mutating func add(_ entry: TotalsEntry) {
        let knownTypes = types.count
        types[entry.type, default: TaskTypeTotals(layout: layout)].add(entry, layout: layout)
        if types.count > knownTypes { typeOrder.append(entry.type) }
        for kind in DurationKind.allCases {
            guard case .skipped(let reason) = entry.outcome(of: kind) else { continue }
            skipped[SkippedDuration(kind: kind, reason: reason), default: 0] += 1
        }
        for type in entry.subTaskTypes {
            let knownTypes = subTaskTypes.count
            subTaskTypes[type, default: 0] += 1
            if subTaskTypes.count > knownTypes { subTaskTypeOrder.append(type) }
        }
    }

    mutating func restore(type: String, totals: TaskTypeTotals) {
        know(type: type)
        types[type] = totals
    }

    mutating func restore(skipped duration: SkippedDuration, count: Int64) {
        skipped[duration] = count
    }

    mutating func restore(subTaskType: String, count: Int64) {
        if subTaskTypes.updateValue(count, forKey: subTaskType) == nil { subTaskTypeOrder.append(subTaskType) }
    }
}
