import TencentCloud
import Testing

/// A schedule that is told of polls, and asked for background calls whenever one may ask.
struct PolledSchedule {
    /// Between two calls in the long run.
    let interval: Duration
    /// Background calls that went out.
    private(set) var granted = 0

    private var schedule: RateSchedule
    private var now: UnixTime
    /// When the background asks again; nil if nothing is to be done there.
    private var question: UnixTime?

    init(rate: Double, start: UnixTime, askedInBackground: Bool) {
        schedule = RateSchedule(rate: rate, backgroundShare: 0.5)
        interval = schedule.backgroundSpacing / 2
        now = start
        question = askedInBackground ? start : nil
    }

    /// A poll whose calls take so long, each asked for when the one before has its answer.
    /// - Parameter gap: from the poll's end to the next one.
    /// - Returns: when its calls went out.
    mutating func poll(_ latencies: [Duration], gap: Duration) throws -> [UnixTime] {
        schedule.pollBegins(at: now)
        var moments: [UnixTime] = []
        for latency in latencies {
            let slot = schedule.reserve(at: now, before: nil)
            moments.append(try #require(slot).time)
            pass(to: moments[moments.count - 1] + latency)
        }
        let next = UnixTime(milliseconds: (now + gap).milliseconds)
        schedule.pollEnded(at: now, next: next)
        pass(to: next)
        return moments
    }

    private mutating func pass(to end: UnixTime) {
        let end = UnixTime(milliseconds: end.milliseconds)
        while let asks = question, asks < end {
            switch schedule.askForBackground(at: max(asks, now)) {
            case .granted: granted += 1
            case .askAgain(let time): question = max(time, asks + .milliseconds(1))
            }
        }
        now = end
    }
}
