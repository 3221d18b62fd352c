import Synchronization

/// The place where what is decided later passes from the task that decided it to the server thread: an answer, or that
/// the handler may be asked for one.
final class DeferredAnswer: Sendable {
    private let content = Mutex<Verdict?>(nil)

    /// The decision, once it is there.
    var verdict: Verdict? {
        content.withLock { $0 }
    }

    /// Leaves the decision for the server thread.
    func put(_ verdict: Verdict) {
        content.withLock { $0 = verdict }
    }
}
