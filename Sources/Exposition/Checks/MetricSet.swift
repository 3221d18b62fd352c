/// What an encoder may write: families by name, metrics by labels, and nothing in them that would make a scrape
/// invalid.
///
/// It is the only way to an encoder, so no encoder has to check anything. What breaks a rule is left out, as little as
/// possible of it, and named in ``refusals``; nothing here throws, since the rest of a scrape stays useful.
package struct MetricSet: Sendable {
    /// Sorted by name, each with at least one metric. Metrics are sorted by their labels' values, labels by name.
    package let families: [MetricFamily]
    /// What was left out and why, for a log line. Empty if the caller kept to the rules.
    package let refusals: [ExpositionError]

    /// Checks and sorts; families that agree in name, type, help and unit become one.
    package init(_ families: [MetricFamily]) {
        var gathering = MetricGathering()
        for family in families {
            gathering.add(family)
        }
        (self.families, refusals) = gathering.finish()
    }
}
