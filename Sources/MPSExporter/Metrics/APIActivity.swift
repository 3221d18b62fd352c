internal import Synchronization
internal import TencentCloud

/// Counts what the API client of one account does.
package final class APIActivity: APIObserver {
    /// The counts of one action.
    struct Action: Sendable {
        var sent: Int64 = 0
        var retried: Int64 = 0
        var failures: [String: Int64] = [:]
        /// Calls by duration: one count for each of `bounds`, and one for all longer.
        var durations = Array(repeating: UInt64(0), count: APIActivity.bounds.count + 1)
        var durationSum = 0.0
    }

    /// Everything counted so far.
    struct Counts: Sendable {
        /// When counting began, in milliseconds since 1970.
        let since: Int64
        var actions: [String: Action] = [:]
        var heldBackSeconds = 0.0
        var clockSkewSeconds: Double?

        /// When counting began, in seconds since 1970.
        var sinceSeconds: Double { Double(since) / 1000 }
    }

    /// Upper bounds of the durations of calls, in seconds.
    static let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let state: Mutex<Counts>

    /// Counts from 0; the actions given show from the start.
    /// - Parameter since: the moment, in milliseconds since 1970.
    package init(actions: [String], since: Int64) {
        let none = Dictionary(uniqueKeysWithValues: actions.map { ($0, Action()) })
        state = Mutex(Counts(since: since, actions: none))
    }

    var counts: Counts { state.withLock { $0 } }

    package func callSent(action: String) {
        state.withLock { $0.actions[action, default: Action()].sent += 1 }
    }

    package func callFailed(action: String, code: String) {
        state.withLock { $0.actions[action, default: Action()].failures[code, default: 0] += 1 }
    }

    package func callFinished(action: String, duration: Duration) {
        let seconds = duration / .seconds(1)
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { counts in
            counts.actions[action, default: Action()].durations[bucket] += 1
            counts.actions[action, default: Action()].durationSum += seconds
        }
    }

    package func callRetried(action: String) {
        state.withLock { $0.actions[action, default: Action()].retried += 1 }
    }

    package func heldBack(for duration: Duration) {
        state.withLock { $0.heldBackSeconds += duration / .seconds(1) }
    }

    package func clockSkewMeasured(seconds: Double) {
        state.withLock { $0.clockSkewSeconds = seconds }
    }
}
