import Synchronization

/// Counts how many are at the same place at once.
final class Overlap: Sendable {
    private let state = Mutex((inside: 0, most: 0))

    /// The most that ever were.
    var most: Int { state.withLock { $0.most } }

    /// Enters the place, stays for some milliseconds, and leaves.
    func passThrough() {
        state.withLock { state in
            state.inside += 1
            state.most = max(state.most, state.inside)
        }
        for _ in 0..<50_000 { state.withLock { _ in } }
        state.withLock { $0.inside -= 1 }
    }
}
