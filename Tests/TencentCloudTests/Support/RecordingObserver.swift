import Synchronization
import TencentCloud

/// Keeps what an API client tells, in order.
final class RecordingObserver: APIObserver {
    enum Event: Hashable {
        case sent(String)
        case failed(String, code: String)
        case finished(String, Duration)
        case retried(String)
        case heldBack(Duration)
        case skew(Double)
    }

    private let state = Mutex<[Event]>([])

    var events: [Event] {
        state.withLock { $0 }
    }

    func callSent(action: String) {
        state.withLock { $0.append(.sent(action)) }
    }

    func callFailed(action: String, code: String) {
        state.withLock { $0.append(.failed(action, code: code)) }
    }

    func callFinished(action: String, duration: Duration) {
        state.withLock { $0.append(.finished(action, duration)) }
    }

    func callRetried(action: String) {
        state.withLock { $0.append(.retried(action)) }
    }

    func heldBack(for duration: Duration) {
        state.withLock { $0.append(.heldBack(duration)) }
    }

    func clockSkewMeasured(seconds: Double) {
        state.withLock { $0.append(.skew(seconds)) }
    }
}
