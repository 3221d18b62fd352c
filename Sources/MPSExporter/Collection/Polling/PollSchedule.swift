package import TencentCloud

/// When polls begin: at a fixed beat. Beats that a long poll has missed are left out, not made up for.
package struct PollSchedule: Sendable, Equatable {
    private var beat: UnixTime
    private let interval: Duration

    /// A beat that begins at `first`; the interval is at least one millisecond.
    package init(first: UnixTime, interval: Duration) {
        beat = first
        self.interval = max(interval, .milliseconds(1))
    }

    /// The first beat after `now`, which becomes the present one.
    package mutating func next(after now: UnixTime) -> UnixTime {
        let step = interval.wholeMilliseconds
        let passed = max(0, now.milliseconds - beat.milliseconds) / step
        beat = UnixTime(milliseconds: beat.milliseconds + (passed + 1) * step)
        // A clock that was set back must not stop polls until it has caught up.
        if beat > now + interval { beat = now + interval }
        return beat
    }
}
