/// Where the polls of an account stand, as a plain value: background calls go out where no poll feels them.
///
/// They go out between polls, and not so shortly before one that it would find their token missing. Polls that leave less
/// than half of the time between them would starve them; beside such a poll they take what it leaves over.
struct PollCourse: Sendable {
    private enum Stage {
        /// Nobody tells of polls.
        case untold
        case underWay
        case over(next: UnixTime)
    }

    private var stage = Stage.untold
    private var began: UnixTime?
    /// Whether the last poll left at least half of the time to the next.
    private var leavesGaps = true

    /// Notes that a poll begins.
    mutating func begins(at now: UnixTime) {
        stage = .underWay
        began = now
    }

    /// Notes that the poll under way has ended, and when the next one begins.
    mutating func ended(at now: UnixTime, next: UnixTime) {
        if let began { leavesGaps = next - now >= now - began }
        stage = .over(next: next)
    }

    /// When a background call that was to go out now should ask again; nil if no poll would feel it.
    /// - Parameter interval: how long the token that it takes is missing.
    func postponed(at now: UnixTime, interval: Duration) -> UnixTime? {
        switch stage {
        case .untold: nil
        case .underWay: leavesGaps ? now + interval : nil
        case .over(let next): now + interval <= next ? nil : max(next, now) + interval
        }
    }

    /// Moves everything back with a clock that was set back.
    mutating func setBack(by step: Duration) {
        began = began.map { $0 - step }
        if case .over(let next) = stage { stage = .over(next: next - step) }
    }
}
