internal import Exposition
internal import TaskLedger

/// The totals of one label value: of one task type, or of all that became `other`.
struct FoldedTotals {
    /// The API's times are whole seconds, so tasks of several members often end at the same. The exemplar of each is
    /// put off by its member's rank in milliseconds, as far as that leaves the seconds in their order: one that is counted
    /// later, then, either is newer or does not take the place of the first. Prometheus refuses one that does neither.
    private static let highestRank = 999

    private(set) var submitted: Int64 = 0
    private(set) var started: Int64 = 0
    private(set) var finished: Int64 = 0
    private(set) var failed: Int64 = 0
    private var members: [(totals: TaskTypeTotals, rank: Int64)] = []

    /// `rank` is a number that no other member has, and that the type keeps for good.
    mutating func add(_ totals: TaskTypeTotals, rank: Int) {
        submitted += totals.submitted
        started += totals.started
        finished += totals.finished
        failed += totals.failed
        members.append((totals, Int64(min(rank, Self.highestRank))))
    }

    /// The histogram of one duration over all members.
    func histogram(_ kind: DurationKind, layout: HistogramLayout, nativeSchema: Int) -> HistogramValue {
        let bounds = layout.bounds(of: kind).milliseconds
        var counts = Array(repeating: UInt64(0), count: bounds.count + 1)
        var exemplars: [TaskExemplar?] = Array(repeating: nil, count: bounds.count + 1)
        var sum = 0.0
        var native: [Int: UInt64] = [:]
        var zeros: UInt64 = 0
        for (distribution, rank) in members.map({ ($0.totals[kind], $0.rank) }) {
            sum += Double(distribution.sumMilliseconds) / 1000
            zeros += UInt64(clamping: distribution.native.zeroCount)
            for (index, count) in distribution.counts.enumerated() { counts[index] += UInt64(clamping: count) }
            for bucket in distribution.native.merged(schema: nativeSchema) {
                native[bucket.index, default: 0] += UInt64(clamping: bucket.count)
            }
            for (index, exemplar) in distribution.exemplars.enumerated() {
                guard var exemplar else { continue }
                exemplar.endedAt += rank
                if exemplar.endedAt > exemplars[index]?.endedAt ?? .min { exemplars[index] = exemplar }
            }
        }
        return HistogramValue(
            upperBounds: bounds.map { Double($0) / 1000 }, bucketCounts: counts, sum: sum,
            exemplars: exemplars.map { $0.map(Exemplar.init) },
            native: NativeHistogram(
                schema: nativeSchema, zeroCount: zeros,
                positive: native.sorted { $0.key < $1.key }.map { .init(index: $0.key, count: $0.value) }))
    }
}

extension Exemplar {
    /// A task shown as an example of its bucket; an id beyond what an exemplar may hold is cut.
    fileprivate init(_ exemplar: TaskExemplar) {
        let name = "task_id"
        let id = String(exemplar.taskID.unicodeScalars.prefix(Self.maximumLabelLength - name.count))
        self.init(
            labels: [Label(name: name, value: id)], value: Double(exemplar.milliseconds) / 1000,
            timestamp: Double(exemplar.endedAt) / 1000)
    }
}
