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

    /// What the latest request has behind "?".
    let query = Mutex(RequestQuery.none)

    /// Milliseconds of the monotonic clock, and the phase in the lowest bits.
    private let state = Atomic<UInt64>(Phase.request.rawValue)

    private static let phaseBits: UInt64 = 3

    /// A client takes its answer in if it is at least so many bytes a second, from one look to the next.
    private static let leastTaken: UInt64 = 16 * 1024

    /// What `takenBytes` was at the last look.
    private let takenBefore = Atomic<UInt64>(0)

    init(descriptor: Int32, tls: TLSContext?) {
        self.descriptor = descriptor
        self.tls = tls
        enter(.request)
    }

    /// When the phase began, in milliseconds of the monotonic clock.
    var since: UInt64 {
        state.load(ordering: .relaxed) >> Self.phaseBits
    }

    /// Begins a phase, the same one too.
    func enter(_ phase: Phase) {
        state.store(Self.milliseconds() << Self.phaseBits | phase.rawValue, ordering: .relaxed)
    }

    /// Whether the client lets the server wait, in one of these phases and for `patience` milliseconds at least. One
    /// that takes a long answer in bit by bit does not: its phase begins anew with each look that finds enough taken.
    /// Not to be asked by two threads at once.
    func letsWait(in phases: [Phase], for patience: UInt64, at now: UInt64) -> Bool {
        let seen = state.load(ordering: .relaxed)
        let phase = Self.phase(in: seen)
        guard phases.contains(phase), (seen >> Self.phaseBits) + patience <= now else { return false }
        guard phase == .delivery || phase == .limitedDelivery else { return true }
        // Looks may be a minute apart: what would do for a second must not do for that.
        let enough = Self.leastTaken * max(1, (now - seen >> Self.phaseBits) / 1000)
        let taken = takenBytes
        guard taken >= takenBefore.exchange(taken, ordering: .relaxed) + enough else { return true }
        // Unless the answer has ended meanwhile.
        _ = state.compareExchange(
            expected: seen, desired: now << Self.phaseBits | phase.rawValue, ordering: .relaxed)
        return false
    }

    /// What the client's side has acknowledged of all answers, in bytes: `tcpi_bytes_acked`, the last of the first 16
    /// words of Linux' `tcp_info`; Glibc's ends before it. 0 where it is not told.
    private var takenBytes: UInt64 {
        var words = [UInt64](repeating: 0, count: 16)
        var length = socklen_t(words.count * MemoryLayout<UInt64>.size)
        let code = unsafe getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &words, &length)
        return code == 0 ? words[15] : 0
    }

    private static func phase(in state: UInt64) -> Phase {
        Phase(rawValue: state & (1 << phaseBits - 1)) ?? .end
    }

    /// The monotonic clock, as exact as the kernel's tick, which costs next to nothing.
    static func milliseconds() -> UInt64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        return UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
    }
}
