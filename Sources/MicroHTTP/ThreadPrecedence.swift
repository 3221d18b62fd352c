import CMicrohttpd
import Glibc

/// Which threads run first where more are ready than there are processors. Somebody waits for what a server's thread does;
/// for a poll or a rendering nobody does.
///
/// No privilege is needed: the threads that do not serve step back (`SCHED_BATCH`, sched(7)), which costs them no
/// processor time, only the right to interrupt others.
package enum ThreadPrecedence {
    private static let usual: UInt32 = 0
    private static let batch: UInt32 = 3

    /// The turns of a thread that serves, in nanoseconds: whoever asks for short ones is not left waiting for long. An
    /// answer takes less than that.
    private static let turn: UInt64 = 100_000

    /// Makes the calling thread, and all that it and its descendants begin from now on, give way to those that serve. To be
    /// called first of all by a process.
    package static func stepBack() {
        // Where it is not allowed, all threads are alike, as `isInForce` tells.
        _ = mps_schedule_thread(batch, 0)
    }

    /// Whether the calling thread gives way to those that serve.
    package static var isInForce: Bool {
        sched_getscheduler(0) == Int32(batch)
    }

    /// Puts the calling thread before those that have stepped back.
    static func comeFirst() {
        guard isInForce else { return }
        _ = mps_schedule_thread(usual, turn)
    }
}
