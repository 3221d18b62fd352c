import Synchronization

/// An account that calls of any thread share.
final class LockedAccount: Sendable {
    private let account: Mutex<SimulatedAccount>

    init(_ account: SimulatedAccount) {
        self.account = Mutex(account)
    }

    /// Works on the account alone.
    func withLock<Result: Sendable>(_ body: (inout SimulatedAccount) -> Result) -> Result {
        account.withLock { body(&$0) }
    }
}
