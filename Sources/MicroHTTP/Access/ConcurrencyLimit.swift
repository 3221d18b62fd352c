import Synchronization

/// Counts answers that are on their way against a limit.
package final class ConcurrencyLimit: Sendable {
    /// The response to those who are too many.
    let refusal: PreparedResponse

    private let limit: Int
    private let used = Atomic<Int>(0)

    /// A limit of at least one, which counts none yet.
    package init(_ limit: Int, refusal: PreparedResponse) {
        precondition(limit > 0, "A limit must let at least one through.")
        self.limit = limit
        self.refusal = refusal
    }

    /// Counts one more; false if that would be too many.
    func take() -> Bool {
        if used.add(1, ordering: .relaxed).newValue <= limit { return true }
        giveBack()
        return false
    }

    /// Counts one more, though that is too many: in the place of one that is about to be counted off.
    func takeOver() {
        used.add(1, ordering: .relaxed)
    }

    /// Counts one off.
    func giveBack() {
        used.subtract(1, ordering: .relaxed)
    }
}
