/// How a call shares the account's rate limit with others.
package enum CallPriority: Sendable, Hashable {
    /// Part of a poll: first come, first served at the full rate.
    case poll
    /// Work that can wait: only a share of the rate, and only what polls leave over.
    case background
}
