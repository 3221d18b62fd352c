import Glibc
import Synchronization

/// What is known of a connection while it is open: what it is at, and since when.
final class OpenConnection: Sendable {
    /// What is waited for, and by whom.
    enum Phase: UInt64 {
        /// The server waits for a request, or for the rest of one.
        case request
        /// The client waits for an answer that is not there yet.
        case answer
        /// The server waits for the client to take the answer in.
        case delivery
        /// The same, and the answer counts against a limit.
        case limitedDelivery
        /// The connection was ended here and is about to be closed.
        case end
    }

    /// The connection's socket, valid until the connection is taken out of `OpenConnections`.
    let descriptor: Int32

    /// The TLS settings of its session; nil on a plain one.
    let tls: TLSContext?

    /// Milliseconds of the monotonic clock, and the phase in the lowest bits.
    private let state = Atomic<UInt64>(Phase.request.rawValue)

    private static let phaseBits: UInt64 = 3

    init(descriptor: Int32, tls: TLSContext?) {
        self.descriptor = descriptor
        self.tls = tls
        enter(.request)
    }

    var phase: Phase {
        Phase(rawValue: state.load(ordering: .relaxed) & (1 << Self.phaseBits - 1)) ?? .end
    }

    /// When the phase began, in milliseconds of the monotonic clock.
    var since: UInt64 {
        state.load(ordering: .relaxed) >> Self.phaseBits
    }

    /// Begins a phase, the same one too.
    func enter(_ phase: Phase) {
        state.store(Self.milliseconds() << Self.phaseBits | phase.rawValue, ordering: .relaxed)
    }

    /// The monotonic clock, as exact as the kernel's tick, which costs next to nothing.
    static func milliseconds() -> UInt64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        return UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
    }
}
