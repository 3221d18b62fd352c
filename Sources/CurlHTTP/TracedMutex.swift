internal import Synchronization

/// A `Mutex` whose order the thread sanitizer can see.
///
/// When a thread has to wait for a `Mutex`, what orders it after the other thread happens inside the runtime, out of the
/// sanitizer's sight; it then reports races that are none. The counter makes the same order visible, at next to no cost.
struct TracedMutex<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let turns = Atomic<UInt64>(0)

    init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Runs `body` while no other thread is in here.
    func withLock<R: Sendable>(_ body: (inout Value) -> R) -> R {
        mutex.withLock { value in
            _ = turns.load(ordering: .acquiring)
            defer { turns.add(1, ordering: .releasing) }
            return body(&value)
        }
    }
}
