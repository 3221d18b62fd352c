/// The keys of `rate_limit`.
enum RateLimitKeys {
    static let interval = ConfigurationKey(
        "interval", .duration(.goDuration), standard: .value("0s"), example: "250ms", absence: .withoutValue,
        "One request in each; 0 is no limit. Written as Go does, or as a number of nanoseconds.")
    static let burst = ConfigurationKey(
        "burst", .integer(in: 0...1_000_000_000), unit: "requests", standard: .value("0"), example: "20",
        absence: .withoutValue, "So many may come at once; 0 with an interval refuses all.")

    static let section = KeySection([interval.definition, burst.definition])
}

extension TextRule<Duration> {
    /// As Go writes durations; a plain number counts nanoseconds.
    fileprivate static let goDuration = TextRule(expected: "a duration such as 100ms, 1s or 1m30s") { Duration(go: $0) }
}
