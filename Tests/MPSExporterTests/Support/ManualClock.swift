import Synchronization
import TencentCloud

/// A clock that stands until it is set forward; sleeping sets it forward.
final class ManualClock: WallClock {
    private let time: Mutex<UnixTime>

    init(at time: UnixTime) {
        self.time = Mutex(time)
    }

    func now() -> UnixTime {
        time.withLock { $0 }
    }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        advance(by: max(.zero, duration))
    }
}
