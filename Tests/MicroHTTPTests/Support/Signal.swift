import Foundation

/// Tells a blocked thread that something has happened; the wait fails after a minute.
struct Signal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func send() {
        semaphore.signal()
    }

    /// False when it did not come.
    func wait() -> Bool {
        semaphore.wait(timeout: .now() + 60) == .success
    }
}
