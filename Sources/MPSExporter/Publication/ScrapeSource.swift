internal import Synchronization

/// What scrapes are rendered from: the newest snapshot of every account, and the counts of its API client.
package final class ScrapeSource: Sendable {
    private struct State {
        var snapshots: [String: AccountSnapshot] = [:]
        var activities: [String: APIActivity] = [:]
        var histories: [String: QueueHistory] = [:]
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
        state.withLock { state in
            state.snapshots[snapshot.account] = snapshot
            state.histories[snapshot.account, default: QueueHistory()].take(snapshot)
        }
        changes.raise()
    }

    /// Forgets an account.
    package func remove(_ account: String) {
        state.withLock { state in
            state.snapshots[account] = nil
            state.activities[account] = nil
            state.histories[account] = nil
        }
        changes.raise()
    }

    /// What is shown of an account, if it is known.
    package func account(named name: String) -> (snapshot: AccountSnapshot, activity: APIActivity)? {
        state.withLock { state in
            guard let snapshot = state.snapshots[name], let activity = state.activities[name] else { return nil }
            return (snapshot, activity)
        }
    }

    /// The accounts that have had a finished poll.
    package var polledAccounts: Set<String> {
        state.withLock { state in Set(state.snapshots.values.filter { $0.polls > 0 }.map(\.account)) }
    }

    /// Every account with its last hour, by name.
    package var histories: [(snapshot: AccountSnapshot, history: QueueHistory)] {
        state.withLock { state in
            state.snapshots.sorted { $0.key < $1.key }.map { ($1, state.histories[$0] ?? QueueHistory()) }
        }
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
