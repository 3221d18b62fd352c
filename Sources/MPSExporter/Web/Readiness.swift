internal import MicroHTTP

/// Whether each account has had its first finished poll.
package struct Readiness: Sendable {
    private let source: ScrapeSource

    /// Judges by what `source` shows.
    package init(source: ScrapeSource) {
        self.source = source
    }

    /// Accounts that have not finished a poll yet.
    package var waitedFor: [String] {
        source.accounts.filter { $0.snapshot.polls == 0 }.map(\.snapshot.account)
    }

    var response: PreparedResponse {
        let missing = waitedFor
        guard !missing.isEmpty else { return .plain(200, "Ready.\n", .ready) }
        return .plain(503, "Waiting for the first poll of: \(missing.joined(separator: ", "))\n", .ready)
    }
}
