/// What one call has tried so far, and what it may still try.
///
/// A plain value: it decides, the client acts. Waits grow exponentially and are drawn evenly from zero to their bound
/// ("full jitter"), so that many callers who failed together do not come back together.
package struct RetryState: Sendable {
    /// What to do after a failure.
    package enum Decision: Sendable, Hashable {
        /// Report the failure.
        case giveUp
        /// Wait so long, then call again.
        case wait(Duration)
        /// Call again at once, signed by the server's clock.
        case signAgain
        /// Call again at once if there is another credential, else give up.
        case renewCredential
    }

    private let policy: RetryPolicy
    private var attempts = 0
    private var delays = 0
    private var used: Set<RetryClass> = []

    package init(policy: RetryPolicy) {
        self.policy = policy
    }

    /// Takes note of a failed attempt and decides.
    ///
    /// - Parameters:
    ///   - deadline: no repetition may begin at it or later; nil for none.
    ///   - random: from 0 up to, not including, 1.
    package mutating func decide(
        after error: APIError, now: UnixTime, deadline: UnixTime?, random: Double
    ) -> Decision {
        attempts += 1
        guard attempts < policy.attempts else { return .giveUp }
        let decision: Decision
        switch error.retryClass {
        case .never: return .giveUp
        case .backOff: decision = .wait(nextDelay(random: random))
        case .backOffOnce: decision = spend(.backOffOnce) ? .wait(nextDelay(random: random)) : .giveUp
        case .signAgain: decision = spend(.signAgain) ? .signAgain : .giveUp
        case .renewCredential: decision = spend(.renewCredential) ? .renewCredential : .giveUp
        }
        guard let deadline else { return decision }
        let start = if case .wait(let delay) = decision { now + delay } else { now }
        return start < deadline ? decision : .giveUp
    }

    private mutating func spend(_ retryClass: RetryClass) -> Bool {
        used.insert(retryClass).inserted
    }

    private mutating func nextDelay(random: Double) -> Duration {
        var bound = policy.firstDelay
        for _ in 0..<delays where bound < policy.longestDelay { bound *= 2 }
        delays += 1
        return .milliseconds(Double(min(bound, policy.longestDelay).wholeMilliseconds) * random)
    }
}
