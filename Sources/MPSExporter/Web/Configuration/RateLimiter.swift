internal import Synchronization

/// `rate_limit` at work: a bucket that fills by one at each interval and holds at most `burst`.
final class RateLimiter: Sendable {
    private let bucket: Mutex<TokenBucket>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// A full bucket.
    init(
        _ limit: WebConfiguration.RateLimit,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.now = now
        bucket = Mutex(TokenBucket(limit, at: now()))
    }

    /// Whether a request more may be answered now.
    func take() -> Bool {
        let now = now()
        return bucket.withLock { $0.take(at: now) }
    }
}
