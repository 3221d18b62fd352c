internal import Exposition
internal import TaskLedger

/// The totals of one label value: of one task type, or of all that became `other`.
struct FoldedTotals {
    /// The API's times are whole seconds, so tasks of several types often end at the same. The exemplar of each is put
    /// off by its type's rank in milliseconds, as far as that leaves the seconds in their order.
    private static let highestRank = 999

    private struct Candidate {
        let totals: TaskTypeTotals
        let rank: Int64
        let isMember: Bool
    }

    private(set) var submitted: Int64 = 0
    private(set) var started: Int64 = 0
    private(set) var finished: Int64 = 0
    private(set) var failed: Int64 = 0
    private var members: [TaskTypeTotals] = []
    private var candidates: [Candidate] = []

    /// The totals of a type that has a label value of its own.
    init(of totals: TaskTypeTotals) {
        count(totals)
    }

    /// Nothing yet of `other`.
    init() {}

    /// Tells `other` of every type there is, whether it is a member of it now or has a label value of its own. `rank`
    /// is a number that no other type has, and that the type keeps for good.
    mutating func consider(_ totals: TaskTypeTotals, rank: Int, isMember: Bool) {
        candidates.append(
            Candidate(totals: totals, rank: Int64(min(rank, Self.highestRank)), isMember: isMember))
        if isMember { count(totals) }
    }

    private mutating func count(_ totals: TaskTypeTotals) {
        submitted += totals.submitted
        started += totals.started
        finished += totals.finished
        failed += totals.failed
        members.append(totals)
    }

    /// The histogram of one duration over all members.
    func histogram(_ kind: DurationKind, layout: HistogramLayout, nativeSchema: Int) -> HistogramValue {
        let bounds = layout.bounds(of: kind).milliseconds
        var counts = Array(repeating: UInt64(0), count: bounds.count + 1)
        var sum = 0.0
        var native: [Int: UInt64] = [:]
        var zeros: UInt64 = 0
        for distribution in members.map({ $0[kind] }) {
            sum += Double(distribution.sumMilliseconds) / 1000
            zeros += UInt64(clamping: distribution.native.zeroCount)
            for (index, count) in distribution.counts.enumerated() { counts[index] += UInt64(clamping: count) }
            for bucket in distribution.native.merged(schema: nativeSchema) {
                native[bucket.index, default: 0] += UInt64(clamping: bucket.count)
            }
        }
        return HistogramValue(
            upperBounds: bounds.map { Double($0) / 1000 }, bucketCounts: counts, sum: sum,
            exemplars: exemplars(kind).map { $0.map(Exemplar.init) },
            native: NativeHistogram(
                schema: nativeSchema, zeroCount: zeros,
                positive: native.sorted { $0.key < $1.key }.map { .init(index: $0.key, count: $0.value) }))
    }

    private func exemplars(_ kind: DurationKind) -> [TaskExemplar?] {
        candidates.isEmpty ? members.first?[kind].exemplars ?? [] : newestExemplar(kind)
    }

    /// The newest exemplar of all types and buckets, if it is one of a member and none is as new.
    ///
    /// Who is a member may change, by a reload or a restart, but Prometheus takes only an exemplar that is newer than
    /// what it has. The newest of all never is older than what any type has shown, whoever was a member then.
    private func newestExemplar(_ kind: DurationKind) -> [TaskExemplar?] {
        var exemplars: [TaskExemplar?] = []
        var newest = Int64.min
        for candidate in candidates {
            let distribution = candidate.totals[kind]
            for bucket in distribution.exemplars.indices {
                // Only a damaged file has a time that this would exceed.
                let (shown, overflow) = distribution.newestShown(inBucket: bucket)
                    .addingReportingOverflow(candidate.rank)
                guard !overflow, shown >= newest else { continue }
                exemplars = Array(repeating: nil, count: distribution.exemplars.count)
                if shown > newest, candidate.isMember { exemplars[bucket] = distribution.exemplars[bucket] }
                exemplars[bucket]?.endedAt = shown
                newest = shown
            }
        }
        return exemplars
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
