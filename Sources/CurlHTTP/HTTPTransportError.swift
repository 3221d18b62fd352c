/// Why a call gave no response.
package enum HTTPTransportError: Error, Equatable, Sendable {
    /// The URL cannot be called; nothing was sent.
    case invalidURL(url: String, reason: String)

    /// The request cannot be sent as it is; nothing was sent.
    case invalidRequest(reason: String)

    /// The host has no address, or its name could not be looked up.
    case unresolvable(host: String, message: String)

    /// No connection could be made to the host or to the proxy on the way.
    case refused(host: String, port: Int, message: String)

    /// TLS failed: certificate, name, protocol version, or the bundle of trusted certificates.
    case tls(String)

    /// The connection or the whole call took too long.
    case timeout(host: String, port: Int, message: String)

    /// The response, decoded, is longer than `limit` bytes.
    case tooLarge(limit: Int, from: String = "the server")

    /// The task was cancelled.
    case cancelled

    /// The transport was shut down.
    case stopped

    /// Any other failure, with libcurl's own code.
    case failed(code: Int32, message: String)

    /// Whether time ran out, as opposed to something being wrong.
    package var isTimeout: Bool {
        if case .timeout = self { true } else { false }
    }
}

extension HTTPTransportError: CustomStringConvertible {
    /// One line a person can act on.
    package var description: String {
        switch self {
        case .invalidURL(let url, let reason):
            "cannot call \"\(url)\": \(reason); expected http://host[:port]/… or https://host[:port]/…"
        case .invalidRequest(let reason):
            "cannot send the request: \(reason)"
        case .unresolvable(let host, let message):
            "cannot look up \(host): \(message)"
        case .refused(let host, let port, let message):
            "cannot connect to \(host):\(port): \(message)"
        case .tls(let message):
            "TLS failed: \(message)"
        case .timeout(let host, let port, let message):
            "call to \(host):\(port) timed out: \(message)"
        case .tooLarge(let limit, let server):
            "the answer of \(server) is longer than the \(limit) bytes allowed"
        case .cancelled:
            "the call was cancelled"
        case .stopped:
            "the HTTP client is shut down"
        case .failed(let code, let message):
            "\(message) (libcurl code \(code))"
        }
    }
}
