/// The span of time, in milliseconds since 1970, whose happenings are counted.
struct TruthSpan: Sendable, Hashable {
    /// The first moment that counts.
    let since: Int64
    /// The first moment that does not count any more; nil if all that follows counts.
    let until: Int64?

    /// False for a time that is unset or cannot be read.
    func contains(_ time: ShownTime) -> Bool {
        guard let milliseconds = time.milliseconds, milliseconds >= since else { return false }
        guard let until else { return true }
        return milliseconds < until
    }
}
