extension APIClient {
    /// What does not change while the client lives.
    package struct Configuration: Sendable {
        package var service: APIService
        package var endpoint: Endpoint
        /// Sent as `X-TC-Region` if set.
        package var region: String?
        /// The most calls in any second, repetitions included; above zero.
        package var rateLimit: Double
        /// How much of the rate background calls may use; above zero, at most 1.
        package var backgroundShare: Double
        /// The longest that one HTTP call may take.
        package var callTimeout: Duration
        package var retries: RetryPolicy

        package init(
            service: APIService, endpoint: Endpoint, region: String? = nil, rateLimit: Double = 10,
            backgroundShare: Double = 0.2, callTimeout: Duration = .seconds(10), retries: RetryPolicy = RetryPolicy()
        ) {
            self.service = service
            self.endpoint = endpoint
            self.region = region
            self.rateLimit = rateLimit
            self.backgroundShare = backgroundShare
            self.callTimeout = callTimeout
            self.retries = retries
        }
    }
}
