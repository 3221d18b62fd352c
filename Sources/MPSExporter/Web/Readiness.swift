package import MicroHTTP

/// Whether each account has had its first finished poll, and scrapes show it.
package struct Readiness: Sendable {
    private let source: ScrapeSource
    private let publisher: ScrapePublisher

    /// Judges by what `source` shows and `publisher` has made of it.
    package init(source: ScrapeSource, publisher: ScrapePublisher) {
        self.source = source
        self.publisher = publisher
    }

    /// Accounts that have not finished a poll yet.
    private var waitedFor: [String] {
        source.accounts.filter { $0.snapshot.polls == 0 }.map(\.snapshot.account)
    }

    /// The answer to `/-/ready`. Renders what is not shown yet: whoever is told "ready" may scrape.
    package var answer: ServerAnswer {
        let missing = waitedFor
        guard missing.isEmpty else {
            return .now(.plain(503, "Waiting for the first poll of: \(missing.joined(separator: ", "))\n", .ready))
        }
        let ready = PreparedResponse.plain(200, "Ready.\n", .ready)
        guard !publisher.showsFirstPolls else { return .now(ready) }
        return .later { [publisher] in
            await publisher.refresh()
            return ready
        }
    }
}
