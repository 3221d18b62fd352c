/// Puts families together to a ``MetricSet``: who is who by name, then the metrics of each.
struct MetricGathering {
    private var families: [MetricFamily] = []
    private var positions: [String: Int] = [:]
    /// Every name that a sample or family has in any of the formats, with the family that has it.
    private var claims: [String: String] = [:]
    private var refusals: [ExpositionError] = []

    /// Takes a family in, or names the reason why not.
    mutating func add(_ family: MetricFamily) {
        do {
            try checkName(of: family)
            guard !family.metrics.isEmpty else { return }
            if let position = positions[family.name] {
                try merge(family, into: position)
            } else {
                try claimNames(of: family)
                positions[family.name] = families.count
                families.append(family)
            }
        } catch {
            refusals.append(error)
        }
    }

    /// Everything that was taken in, checked and in order.
    consuming func finish() -> (families: [MetricFamily], refusals: [ExpositionError]) {
        var finished: [MetricFamily] = []
        for family in families {
            var check = MetricCheck(family: family.name, type: family.type)
            var checked = family
            checked.metrics = check.admit(family.metrics)
            refusals += check.refusals
            if !checked.metrics.isEmpty { finished.append(checked) }
        }
        finished.sort { $0.name < $1.name }
        return (finished, refusals)
    }

    private func checkName(of family: MetricFamily) throws(ExpositionError) {
        guard NameGrammar.isMetricName(family.name) else { throw .invalidMetricName(family.name) }
        guard family.name.hasSuffix("_total") == (family.type == .counter), !family.openMetricsName.isEmpty else {
            throw .misplacedTotal(family: family.name, type: family.type)
        }
        if let unit = family.unit {
            guard !unit.isEmpty, family.openMetricsName.hasSuffix("_" + unit) else {
                throw .unitNotInName(family: family.name, unit: unit)
            }
        }
    }

    private mutating func merge(_ family: MetricFamily, into position: Int) throws(ExpositionError) {
        let known = families[position]
        guard known.type == family.type, known.help == family.help, known.unit == family.unit else {
            throw .clashingName(family: family.name, name: family.name, other: known.name)
        }
        families[position].metrics += family.metrics
    }

    /// OpenMetrics 1.0.0, "MetricFamily": no family may be named like another's sample.
    private mutating func claimNames(of family: MetricFamily) throws(ExpositionError) {
        let suffixes =
            switch family.type {
            case .counter: ["", "_total", "_created"]
            case .gauge: [""]
            case .histogram: ["", "_bucket", "_count", "_sum", "_created"]
            }
        let names = suffixes.map { String(family.openMetricsName) + $0 }
        for name in names {
            if let other = claims[name] { throw .clashingName(family: family.name, name: name, other: other) }
        }
        for name in names {
            claims[name] = family.name
        }
    }
}
