import Foundation

/// Runs blocking code on a thread of its own, so that the tasks behind `.later` keep the cooperative pool.
func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(with: Swift.Result { try body() })
        }
    }
}

/// Runs `body` on a thread of its own.
func onNewThread(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(body)
}
