import MPSSimulator
import TaskLedger

/// The counters beside the truth: every total, sum and bucket, by type.
struct TruthComparison {
    let truth: Truth
    let totals: AccountTotals
    let countsFailed: Bool

    /// One line for each number that is not as it must be.
    var differences: [String] { differences(except: nil) }

    /// The same, without those of one type.
    func differences(except ignored: String?) -> [String] {
        var differences: [String] = truth.exact ? [] : ["the truth itself is not exact"]
        for type in Set(truth.types.keys).union(totals.types.keys).sorted() where type != ignored {
            differences += compare(type)
        }
        let skipped = Dictionary(
            uniqueKeysWithValues: totals.skipped.map { ("\($0.key.kind.rawValue) \($0.key.reason.rawValue)", $0.value) }
        )
        let truly = Dictionary(
            uniqueKeysWithValues: truth.skipped.map { ("\($0.duration) \($0.reason)", Int64($0.count)) })
        differences += compare("skipped", skipped, truly)
        differences += compare("subtasks", totals.subTaskTypes, truth.subTasks.mapValues { Int64($0) })
        return differences
    }

    private func compare(_ type: String) -> [String] {
        let counted = totals.types[type] ?? TaskTypeTotals(layout: totals.layout)
        let truly = truth.types[type] ?? TruthOfType(bounds: truth.bounds)
        var numbers = [
            ("submitted", counted.submitted, truly.submitted), ("started", counted.started, truly.started),
            ("finished", counted.finished, truly.finished),
        ]
        if countsFailed { numbers.append(("failed", counted.failed, truly.failed)) }
        var differences = numbers.filter { $0.1 != Int64($0.2) }.map { "\(type) \($0.0): \($0.1), truly \($0.2)" }
        for (kind, durations) in [
            (DurationKind.wait, truly.wait), (.processing, truly.processing), (.turnaround, truly.turnaround),
        ] {
            let distribution = counted[kind]
            if distribution.sumMilliseconds != durations.sumMilliseconds
                || distribution.counts != durations.buckets.map({ Int64($0) })
            {
                differences.append(
                    "\(type) \(kind.rawValue): \(distribution.counts) sum \(distribution.sumMilliseconds),"
                        + " truly \(durations.buckets) sum \(durations.sumMilliseconds)")
            }
        }
        return differences
    }

    private func compare(_ name: String, _ counted: [String: Int64], _ truly: [String: Int64]) -> [String] {
        Set(counted.keys).union(truly.keys).sorted().compactMap { key in
            let (counted, truly) = (counted[key] ?? 0, truly[key] ?? 0)
            return counted == truly ? nil : "\(name) \(key): \(counted), truly \(truly)"
        }
    }
}
