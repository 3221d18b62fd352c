/// A kind of duration and a reason for which it was not taken.
package struct SkippedDuration: Sendable, Hashable {
    package var kind: DurationKind
    package var reason: SkipReason

    /// Names one counter of skipped durations.
    package init(kind: DurationKind, reason: SkipReason) {
        self.kind = kind
        self.reason = reason
    }
}
