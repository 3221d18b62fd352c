/// The command-line flags that also have a key in the configuration file, as they were typed; absent ones are `nil`.
package struct RunFlags: Sendable, Equatable {
    /// `--mps.endpoint`: host, host:port or URL; stands in for the endpoint of every account.
    package var endpoint: String?
    /// `--poll.interval`: Prometheus duration; stands in for the interval of every account.
    package var pollInterval: String?
    /// `--state.path`
    package var statePath: String?

    package init(endpoint: String? = nil, pollInterval: String? = nil, statePath: String? = nil) {
        self.endpoint = endpoint
        self.pollInterval = pollInterval
        self.statePath = statePath
    }
}
