import Synchronization

/// Counts requests between their header and the end of their answer, so that a stop can wait for them.
final class InFlight: Sendable {
    private let count = Atomic<Int>(0)
    private let draining = Atomic<Bool>(false)
    private let idle: WakeUp

    /// - Throws: `MicroHTTPError.cannotStart` when the process has no descriptor left.
    init() throws(MicroHTTPError) {
        idle = try WakeUp()
    }

    /// Whether the server is about to stop, so that no connection should be kept.
    var isDraining: Bool {
        draining.load(ordering: .relaxed)
    }

    /// A request has come.
    func begin() {
        count.add(1, ordering: .relaxed)
    }

    /// A request is done, answered or not.
    func end() {
        // Ordered against `beginDraining` and the count after it: one of the two sides sees the other.
        if count.subtract(1, ordering: .sequentiallyConsistent).newValue == 0,
            draining.load(ordering: .sequentiallyConsistent)
        {
            idle.signal()
        }
    }

    /// From now on connections are not kept.
    func beginDraining() {
        draining.store(true, ordering: .sequentiallyConsistent)
    }

    /// Waits until no request is in flight, after `beginDraining`, but not for longer than `limit`.
    func waitUntilIdle(atMost limit: Duration) {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while count.load(ordering: .sequentiallyConsistent) > 0 {
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { return }
            idle.wait(milliseconds: Int32(rest / .milliseconds(1)) + 1)
            idle.clear()
        }
    }
}
