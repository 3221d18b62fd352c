package import Logging
package import MicroHTTP

/// A web configuration file at work: what a server needs of it.
package struct WebAccess: Sendable {
    private let source: WebTLSSource?

    /// Asked about every request.
    package let gate: any RequestGate

    /// The TLS of every handshake; nil for plain connections.
    package var tls: (any TLSContextSource)? { source }

    /// Reads the file. Whether there is TLS, and the rate limit, are settled now; everything else is looked up again.
    /// - Throws: every problem of the file and of the certificates that it names.
    package init(
        path: String, readFile: @escaping ConfigurationLoader.FileReader, logger: Logger
    ) throws(ConfigurationError) {
        let file = try WebConfigurationFile(path: path, readFile: readFile, logger: logger)
        let configuration = try file.current().get()
        gate = WebGate(file: file, limiter: configuration.rateLimit.map { RateLimiter($0) })
        source = configuration.tls.map { _ in WebTLSSource(file: file, readFile: readFile, logger: logger) }
        if let http2 = configuration.http2 {
            logger.notice(
                "http_server_config.http2 has no effect: the server speaks HTTP/1.1",
                metadata: ["file": "\(path)", "http2": "\(http2)"])
        }
    }

    /// When the server's certificate ends, in seconds since 1970; nil without TLS.
    package var certificateExpirySeconds: Int? { source?.certificateExpirySeconds }
}
