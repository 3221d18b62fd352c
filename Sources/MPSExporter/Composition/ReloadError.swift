/// Why a configuration that is good in itself cannot come into force.
package enum ReloadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The state file is opened once, at start.
    case statePathChanged(from: String, to: String)
    /// The account could not be polled.
    case noCredentials(account: String, reason: String)

    package var description: String {
        switch self {
        case .statePathChanged(let old, let new):
            "state_path: expected \(QuotedText(old)), which is in use until a restart, got \(QuotedText(new))"
        case .noCredentials(let account, let reason):
            "account \(account): \(reason)"
        }
    }
}
