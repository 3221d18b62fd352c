import Synchronization
import TencentCloud

/// A clock that stands until it is moved.
final class ManualClock: WallClock {
    private let time: Mutex<UnixTime>

    init(_ milliseconds: Int64 = Worlds.start) {
        time = Mutex(UnixTime(milliseconds: milliseconds))
    }

    func now() -> UnixTime { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }

    func sleep(for duration: Duration) async throws { advance(by: duration) }
}
