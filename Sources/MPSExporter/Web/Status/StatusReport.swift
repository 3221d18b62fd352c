/// Everything that `/api/v1/status` and the status page say; `docs/status-api.md` is its reference. What is not known is
/// nil, and left out of the JSON.
package struct StatusReport: Sendable, Equatable, Encodable {
    /// When this was made, in seconds since 1970.
    package var timestampSeconds: Double
    /// The version of the exporter.
    package var version: String
    /// Whether each account had its first finished poll.
    package var isReady: Bool
    /// By name.
    package var accounts: [AccountStatus]
}
