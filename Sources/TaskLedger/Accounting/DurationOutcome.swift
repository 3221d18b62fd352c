/// A duration taken from two timestamps, or why it could not be.
package enum DurationOutcome: Sendable, Hashable {
    /// Milliseconds from start to end, never negative.
    case observed(milliseconds: Int64)
    case skipped(SkipReason)

    /// The time from `start` to `end`. The end is looked at first: of two unset times its reason is the one given.
    static func between(
        _ start: SightedTime, startUnset: SkipReason, _ end: SightedTime, endUnset: SkipReason
    ) -> DurationOutcome {
        switch (end, start) {
        case (.unset, _): return .skipped(endUnset)
        case (.unparsable, _): return .skipped(.unparsable)
        case (.at, .unset): return .skipped(startUnset)
        case (.at, .unparsable): return .skipped(.unparsable)
        case (.at(let end), .at(let start)):
            let (difference, overflow) = end.subtractingReportingOverflow(start)
            return overflow || difference < 0 ? .skipped(.negative) : .observed(milliseconds: difference)
        }
    }
}
