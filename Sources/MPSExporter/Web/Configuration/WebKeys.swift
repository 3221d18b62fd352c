internal import MicroHTTP

/// The keys of the web configuration file.
enum WebKeys {
    static let tls = ConfigurationKey(
        "tls_server_config", .section(TLSKeys.section) { WebTLSConfiguration.read($0, decoder: &$1) },
        standard: .told("plain connections"), absence: .withoutValue, "The server's certificate, and what clients need."
    )
    static let server = ConfigurationKey(
        "http_server_config", .section(HTTPKeys.section) { HTTPKeys.Values($0, decoder: &$1) },
        standard: .told("none"), absence: .withoutValue, "Header fields of responses.")
    static let users = ConfigurationKey(
        "basic_auth_users", .users, standard: .told("nobody is asked"),
        example: "{prometheus: $2y$10$ThisIsNobodysPasswordOPutTheHashOfYourOwnUserHereNowe}", absence: .withoutValue,
        "A bcrypt hash (`$2y$`, `$2b$`, `$2a$`) for each user name.")
    static let rateLimit = ConfigurationKey(
        "rate_limit", .section(RateLimitKeys.section) { WebConfiguration.RateLimit($0, decoder: &$1) },
        standard: .told("no limit"), absence: .withoutValue, "How often requests are answered; others get a 429.")

    static let section = KeySection([
        tls.definition, server.definition, users.definition, rateLimit.definition,
    ])
}
