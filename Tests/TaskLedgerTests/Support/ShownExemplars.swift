import TaskLedger

/// The exemplars that were shown, as Prometheus looks at them: of a series it takes the last one once more, or one that
/// is newer, and refuses every other. Where it reads native histograms, the buckets are one series, of which the newest
/// counts.
struct ShownExemplars {
    private var last: [String: TaskExemplar] = [:]
    private var newest: [String: Int64] = [:]
    /// What was taken that had not been shown before.
    private(set) var taken = 0
    private(set) var refused: [String] = []

    /// Shows the buckets of a distribution; `name` is what tells it from others.
    mutating func show(_ distribution: DurationDistribution, over bounds: DurationBounds, as name: String) {
        for (bucket, exemplar) in distribution.exemplars.enumerated() {
            guard let exemplar else { continue }
            let bound = bucket < bounds.milliseconds.count ? "\(bounds.milliseconds[bucket])" : "+Inf"
            let series = "\(name) \(bound)"
            if let before = last[series] {
                guard exemplar != before else { continue }
                guard exemplar.endedAt > before.endedAt else {
                    refused.append("\(series): \(exemplar) after \(before)")
                    continue
                }
            }
            last[series] = exemplar
            taken += 1
        }
        guard let now = distribution.exemplars.compactMap({ $0?.endedAt }).max() else { return }
        if let before = newest.updateValue(now, forKey: name), now < before {
            refused.append("\(name): none newer than \(now) after one of \(before)")
        }
    }
}
