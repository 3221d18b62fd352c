/// How long and how often failed calls are tried again.
package struct RetryPolicy: Sendable, Hashable {
    /// Calls in all, the first included; at least 1.
    package var attempts: Int
    /// The longest wait before the first repetition; doubles with each.
    package var firstDelay: Duration
    /// No wait is longer.
    package var longestDelay: Duration

    package init(
        attempts: Int = 6, firstDelay: Duration = .milliseconds(200), longestDelay: Duration = .seconds(5)
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }
}
