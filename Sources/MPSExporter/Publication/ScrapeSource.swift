internal import Synchronization

/// What scrapes are rendered from: the newest snapshot of every account, and the counts of its API client.
package final class ScrapeSource: Sendable {
    private struct State {
        var snapshots: [String: AccountSnapshot] = [:]
        var activities: [String: APIActivity] = [:]
    }

    private let state = Mutex(State())
    private let changes: ChangeSignal

    /// A source without accounts.
    /// - Parameter changes: raised with every change.
    package init(changes: ChangeSignal) {
        self.changes = changes
    }

    /// Makes an account known.
    package func add(_ snapshot: AccountSnapshot, activity: APIActivity) {
        state.withLock { state in
            state.snapshots[snapshot.account] = snapshot
            state.activities[snapshot.account] = activity
        }
        changes.raise()
    }

    /// Takes in what a collector shows.
    package func show(_ snapshot: AccountSnapshot) {
        state.withLock { $0.snapshots[snapshot.account] = snapshot }
        changes.raise()
    }

    /// Every account with its counts, by name.
    package var accounts: [(snapshot: AccountSnapshot, activity: APIActivity)] {
        state.withLock { state in
            state.snapshots.sorted { $0.key < $1.key }.compactMap { name, snapshot in
                state.activities[name].map { (snapshot, $0) }
            }
        }
    }
}
