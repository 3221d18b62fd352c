import TaskLedger
import Testing

/// What the counters must say, added up from the tasks' own times.
struct TrueTotals {
    private var counts: [String: [Int64]] = [:]
    private var durations: [String: [DurationKind: [Int64]]] = [:]
    private var skipped: [SkippedDuration: Int64] = [:]
    private var subTaskTypes: [String: Int64] = [:]

    init(of tasks: [RandomTask], epoch: Int64) {
        for task in tasks { add(task, epoch: epoch) }
    }

    private mutating func add(_ task: RandomTask, epoch: Int64) {
        let sighting = task.sighting
        func counts(_ time: SightedTime) -> Bool { time.milliseconds.map { $0 >= epoch } ?? false }
        let isStarted = counts(sighting.begun)
        let isFinished = counts(sighting.finished.milliseconds == nil ? sighting.created : sighting.finished)
        let isFailed = isFinished && task.isFailed
        let flags = [counts(sighting.created), isStarted, isFinished, isFailed]
        self.counts[sighting.type, default: [0, 0, 0, 0]] = zip(
            self.counts[sighting.type] ?? [0, 0, 0, 0], flags
        ).map { $0 + ($1 ? 1 : 0) }
        if isStarted || (isFinished && sighting.begun.milliseconds == nil) {
            add(.wait, sighting, sighting.created, .createUnset, sighting.begun, .beginUnset)
        }
        guard isFinished else { return }
        add(.processing, sighting, sighting.begun, .beginUnset, sighting.finished, .finishUnset)
        add(.turnaround, sighting, sighting.created, .createUnset, sighting.finished, .finishUnset)
        for type in Set(sighting.subTaskTypes) { subTaskTypes[type, default: 0] += 1 }
    }

    private mutating func add(
        _ kind: DurationKind, _ sighting: TaskSighting, _ start: SightedTime, _ startUnset: SkipReason,
        _ end: SightedTime, _ endUnset: SkipReason
    ) {
        if let start = start.milliseconds, let end = end.milliseconds {
            guard end < start else {
                durations[sighting.type, default: [:]][kind, default: []].append(end - start)
                return
            }
            skipped[SkippedDuration(kind: kind, reason: .negative), default: 0] += 1
            return
        }
        let (reason, time) = end.milliseconds == nil ? (endUnset, end) : (startUnset, start)
        let skip = SkippedDuration(kind: kind, reason: time == .unset ? reason : .unparsable)
        skipped[skip, default: 0] += 1
    }

    /// Compares everything but the order of types and the exemplars, which depend on what was seen first.
    func expectEqual(_ totals: AccountTotals, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        let counted = totals.types.mapValues { [$0.submitted, $0.started, $0.finished, $0.failed] }
        #expect(counted == counts, comment, sourceLocation: sourceLocation)
        #expect(totals.skipped == skipped, comment, sourceLocation: sourceLocation)
        #expect(totals.subTaskTypes == subTaskTypes, comment, sourceLocation: sourceLocation)
        #expect(Set(totals.typeOrder) == Set(counts.keys), comment, sourceLocation: sourceLocation)
        for (type, sums) in totals.types {
            for kind in DurationKind.allCases {
                let expected = durations[type]?[kind] ?? []
                #expect(sums[kind].sumMilliseconds == expected.reduce(0, +), comment, sourceLocation: sourceLocation)
                let buckets = Dictionary(grouping: expected) { duration in
                    totals.layout.bounds(of: kind).milliseconds.firstIndex { duration <= $0 } ?? sums[kind].counts.count
                        - 1
                }
                let classic = sums[kind].counts.indices.map { Int64(buckets[$0]?.count ?? 0) }
                #expect(sums[kind].counts == classic, comment, sourceLocation: sourceLocation)
                var native = NativeBuckets()
                for duration in expected { native.observe(milliseconds: duration) }
                #expect(sums[kind].native == native, comment, sourceLocation: sourceLocation)
            }
        }
    }
}
