import Synchronization
import TencentCloud

/// Virtual time that halts at every whole minute: there the story goes on and the exporter is scraped, even in the
/// middle of a poll, as it would be by a Prometheus that knows nothing of polls.
final class IncidentClock: WallClock {
    private struct State {
        var time: UnixTime
        var minute = 0
        var onMinute: @Sendable (Int) -> Void = { _ in }
    }

    private let start: UnixTime
    private let state: Mutex<State>

    init(at start: UnixTime) {
        self.start = start
        state = Mutex(State(time: start))
    }

    /// Calls `action` with every whole minute since the start, this one included.
    func everyMinute(_ action: @escaping @Sendable (Int) -> Void) {
        state.withLock { $0.onMinute = action }
        action(state.withLock(\.minute))
    }

    /// Whole minutes since the start.
    var minute: Int { state.withLock(\.minute) }

    func now() -> UnixTime {
        state.withLock(\.time)
    }

    func sleep(for duration: Duration) async throws {
        advance(to: now() + max(.zero, duration))
    }

    private func advance(to end: UnixTime) {
        while let (minute, action) = step(towards: end) { action(minute) }
    }

    /// Goes on to the next whole minute, or to the end if that comes first.
    private func step(towards end: UnixTime) -> (Int, @Sendable (Int) -> Void)? {
        state.withLock { state in
            let next = start + .seconds(60 * (state.minute + 1))
            guard next <= end else {
                state.time = max(state.time, end)
                return nil
            }
            state.time = next
            state.minute += 1
            return (state.minute, state.onMinute)
        }
    }
}
