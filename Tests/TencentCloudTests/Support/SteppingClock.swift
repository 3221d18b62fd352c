import Synchronization
import TencentCloud

/// A clock in virtual time on which sleeping takes no time at all: it moves on at once and remembers for how long.
final class SteppingClock: WallClock {
    private struct State {
        var now: UnixTime
        var sleeps: [Duration] = []
    }

    private let state: Mutex<State>

    init(now: UnixTime = UnixTime(seconds: 1_767_225_600)) {
        state = Mutex(State(now: now))
    }

    var sleeps: [Duration] {
        state.withLock(\.sleeps)
    }

    func now() -> UnixTime {
        state.withLock(\.now)
    }

    func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now + duration }
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock {
            $0.sleeps.append(duration)
            $0.now = $0.now + duration
        }
    }
}
