/// When calls may go out: a token bucket as a plain value, with the time passed in.
///
/// Calls of polls reserve the next free moment, first come, first served. The bucket holds one token more than `rate`
/// needs (a few more at high rates), and is refilled that much more slowly: no second sees more than `rate` calls.
/// Background calls take only a token of a full bucket, which would be lost otherwise, only a share of the rate, and only
/// when no poll feels it (`PollCourse`). Beside polls that nobody tells of, or that take more than half of the time, a call
/// may wait for the token that a background call took: for one interval, never longer.
package struct RateSchedule: Sendable {
    /// A moment that was given to a call.
    package struct Slot: Sendable, Hashable {
        package let time: UnixTime
        fileprivate let full: Double
    }

    /// What a background call hears.
    package enum BackgroundAnswer: Sendable, Hashable {
        /// It may go out now.
        case granted
        /// It is not free before this moment; ask again then.
        case askAgain(at: UnixTime)
    }

    /// The longest time between calls, in milliseconds: a year. A lower rate is taken for that one.
    private static let longestInterval = 31_536_000_000.0

    /// Milliseconds between calls in the long run.
    private let interval: Double
    /// Tokens beyond the first that the bucket holds.
    private let spare: Double
    private let backgroundInterval: Double
    /// When the bucket is full, in milliseconds since 1970.
    private var full = -Double.infinity
    private var nextBackground = -Double.infinity
    private var polls = PollCourse()
    private var latest: UnixTime?

    /// - Parameters:
    ///   - rate: the most calls in any second; above zero.
    ///   - backgroundShare: how much of the rate background calls may use; above zero, at most 1.
    package init(rate: Double, backgroundShare: Double) {
        precondition(rate > 0 && rate.isFinite, "A rate limit must be a positive number of calls a second.")
        precondition(backgroundShare > 0 && backgroundShare <= 1, "A share of the rate must be above 0 and at most 1.")
        spare = rate < 5 ? 0 : min(4, max(1, (rate / 10).rounded(.down)))
        interval = min(Self.longestInterval, 1000 / (rate - spare))
        backgroundInterval = min(Self.longestInterval, interval / backgroundShare)
    }

    /// The least time between two background calls.
    package var backgroundSpacing: Duration {
        .milliseconds(backgroundInterval.rounded(.up))
    }

    /// Gives a call of a poll the next free moment, which may be now; nil, and nothing given, if that is not before the
    /// deadline.
    package mutating func reserve(at now: UnixTime, before deadline: UnixTime?) -> Slot? {
        notice(now)
        let present = Double(now.milliseconds)
        let start = max(present, max(full, present) - spare * interval)
        let slot = Slot(time: Self.time(notBefore: start), full: max(full, present) + interval)
        if let deadline, slot.time >= deadline { return nil }
        full = slot.full
        return slot
    }

    /// Takes back the moment of a call that is not made after all. Without effect if others stand behind it.
    package mutating func giveBack(_ slot: Slot) {
        if slot.full == full { full -= interval }
    }

    /// Notes that a poll begins.
    package mutating func pollBegins(at now: UnixTime) {
        notice(now)
        polls.begins(at: now)
    }

    /// Notes that the poll under way has ended, and when the next one begins.
    package mutating func pollEnded(at now: UnixTime, next: UnixTime) {
        notice(now)
        polls.ended(at: now, next: next)
    }

    /// Asks for a background call.
    package mutating func askForBackground(at now: UnixTime) -> BackgroundAnswer {
        notice(now)
        let present = Double(now.milliseconds)
        let free = max(full, nextBackground)
        guard free <= present else { return .askAgain(at: Self.time(notBefore: free)) }
        let missing = Duration.milliseconds(interval.rounded(.up))
        if let time = polls.postponed(at: now, interval: missing) { return .askAgain(at: time) }
        full = present + interval
        nextBackground = present + backgroundInterval
        return .granted
    }

    private static func time(notBefore milliseconds: Double) -> UnixTime {
        UnixTime(milliseconds: Int64(saturatingCeiling: milliseconds))
    }

    /// Moves everything along if the clock was set back: else calls would wait for the old time to come again.
    private mutating func notice(_ now: UnixTime) {
        if let latest, now < latest {
            let step = latest - now
            full -= Double(step.wholeMilliseconds)
            nextBackground -= Double(step.wholeMilliseconds)
            polls.setBack(by: step)
        }
        latest = now
    }
}
