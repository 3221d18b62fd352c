/// Hears what an API client does, to count it. Called on the caller's task; must return quickly.
package protocol APIObserver: Sendable {
    /// A call goes out; repetitions are heard too.
    func callSent(action: String)
    /// A call that went out failed; heard for each, also if a repetition does better. Not heard for cancelled calls.
    func callFailed(action: String, code: String)
    /// A call came back or failed, so long after it went out.
    func callFinished(action: String, duration: Duration)
    /// A failed call is about to go out again.
    func callRetried(action: String)
    /// The rate limit held a call back for so long.
    func heldBack(for duration: Duration)
    /// The server's clock less ours, heard for each answer that tells.
    func clockSkewMeasured(seconds: Double)
}
