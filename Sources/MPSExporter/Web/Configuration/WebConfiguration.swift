package import MicroHTTP

/// A web configuration file: what the exporter-toolkit knows of TLS, users, header fields and rates.
package struct WebConfiguration: Sendable {
    /// TLS, unless connections are plain.
    package var tls: WebTLSConfiguration?
    /// `http_server_config.http2`, if it is there; without effect.
    package var http2: Bool?
    /// Fields of every response, in the order of the file.
    package var headers: [(name: String, value: String)] = []
    /// Who may come in, by name; without users everybody may.
    package var users: [String: BcryptHash] = [:]
    /// How often requests are answered; nil means always.
    package var rateLimit: RateLimit?

    /// What an empty file means: plain connections, no users.
    package init() {}

    /// `rate_limit`.
    package struct RateLimit: Sendable, Equatable {
        /// Between two requests, above zero.
        package var interval: Duration
        /// Requests that may come at once.
        package var burst: Int

        /// A limit from its parts.
        package init(interval: Duration, burst: Int) {
            self.interval = interval
            self.burst = burst
        }
    }
}
