extension CurlTransport {
    /// What holds for every call of a transport.
    package struct Configuration: Sendable {
        /// For name lookup, TCP and TLS of one attempt.
        package var connectTimeout: Duration = .seconds(5)

        /// For the whole call, a second attempt included.
        package var timeout: Duration = .seconds(10)

        /// The longest response body accepted, counted after decoding.
        package var maxBodyBytes = 16 * 1024 * 1024

        /// The `User-Agent` of requests that bring none.
        package var userAgent = "mps-exporter"

        /// A PEM file of certificates to trust instead of the system's.
        package var caBundle: String?

        /// Whether the server's certificate is verified. Without, whoever stands in between can read and answer.
        package var verifiesServer = true

        /// PEM files of a certificate and its key that are shown to a server that asks for them.
        package var clientCertificate: (certificate: String, key: String)?

        /// Whether the proxies of the environment are used.
        package var usesProxies = true

        /// How many idle connections are kept for later calls.
        package var maxKeptConnections = 16

        /// The defaults: 5 s to connect, 10 s in all, 16 MiB, the system's certificates.
        package init() {}
    }
}
