import Synchronization

/// The place where an answer that is given later passes from the task that made it to the server thread.
final class DeferredAnswer: Sendable {
    private let content = Mutex<PreparedResponse?>(nil)

    /// The answer, once it is there.
    var response: PreparedResponse? {
        content.withLock { $0 }
    }

    /// Leaves the answer for the server thread.
    func put(_ response: PreparedResponse) {
        content.withLock { $0 = response }
    }
}
