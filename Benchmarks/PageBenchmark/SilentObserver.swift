import TencentCloud

/// Hears nothing.
struct SilentObserver: APIObserver {
    func callSent(action: String) {}
    func callFailed(action: String, code: String) {}
    func callFinished(action: String, duration: Duration) {}
    func callRetried(action: String) {}
    func heldBack(for duration: Duration) {}
    func clockSkewMeasured(seconds: Double) {}
}
