import Synchronization

/// Counts open connections against their limit. The acceptor takes slots; server threads give them back.
final class ConnectionSlots: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)
    private let freed: WakeUp

    /// `freed` is signalled when a slot comes free after none was.
    init(limit: Int, freed: WakeUp) {
        self.limit = limit
        self.freed = freed
    }

    /// Whether a connection more is too much. Only the acceptor takes slots, so it may act on a false.
    var isFull: Bool {
        used.load(ordering: .sequentiallyConsistent) >= limit
    }

    /// Counts a connection that was accepted.
    func take() {
        used.add(1, ordering: .sequentiallyConsistent)
    }

    /// Counts a connection off that was closed.
    func giveBack() {
        if used.subtract(1, ordering: .sequentiallyConsistent).oldValue >= limit {
            freed.signal()
        }
    }
}
