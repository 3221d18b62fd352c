package import TencentCloud

/// One account to poll (an entry of `accounts`).
package struct AccountConfiguration: Sendable, Equatable {
    /// Requests a second of an account that says nothing of them.
    package static let standardRateLimit = 10.0
    /// Page budget of an account that says nothing of it.
    package static let standardMaxPages = 200
    /// How far the counters of an account reach back that says nothing of it.
    package static let standardHistory = Duration.zero

    /// Value of the label `account`; 1 to 128 Unicode scalars, unique among the accounts.
    package var name: String
    package var endpoint: Endpoint
    /// Sent as X-TC-Region when present.
    package var region: String?
    package var credentials: CredentialSource
    /// At least one second.
    package var pollInterval: Duration
    /// Requests a second, from 0.01 to 100.
    package var rateLimit: Double
    /// Page budget of one listing in one poll, at least 1.
    package var maxPages: Int
    /// How far before the first poll the counters reach back, at most 7 days.
    package var history: Duration

    package init(
        name: String,
        endpoint: Endpoint,
        region: String? = nil,
        credentials: CredentialSource = .environment,
        pollInterval: Duration = ExporterConfiguration.standardPollInterval,
        rateLimit: Double = standardRateLimit,
        maxPages: Int = standardMaxPages,
        history: Duration = standardHistory
    ) {
        self.name = name
        self.endpoint = endpoint
        self.region = region
        self.credentials = credentials
        self.pollInterval = pollInterval
        self.rateLimit = rateLimit
        self.maxPages = maxPages
        self.history = history
    }
}
