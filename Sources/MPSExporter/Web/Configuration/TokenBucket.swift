/// Counts how often something may be done: it fills by one token at each interval and holds at most a burst of them.
package struct TokenBucket {
    private let interval: Duration
    private let burst: Int
    /// What is in the bucket, in time: a full token is one interval.
    private var saved: Duration
    private var lastTaken: ContinuousClock.Instant

    /// A full bucket.
    package init(_ limit: WebConfiguration.RateLimit, at now: ContinuousClock.Instant) {
        interval = limit.interval
        burst = limit.burst
        saved = limit.interval * limit.burst
        lastTaken = now
    }

    /// Takes a token out, if there is one.
    package mutating func take(at now: ContinuousClock.Instant) -> Bool {
        saved = min(saved + max(.zero, lastTaken.duration(to: now)), interval * burst)
        lastTaken = now
        guard burst > 0, saved >= interval else { return false }
        saved -= interval
        return true
    }
}
