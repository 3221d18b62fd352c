package import CurlHTTP

/// Why a call gave no result; the description is one line for a log and holds no secret.
package enum APIError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The API answered with an error of its own (HTTP 200 with `Response.Error`).
    case service(code: String, message: String, requestID: String?)
    /// Something between us and the API answered with another HTTP status than 200.
    case http(status: Int)
    /// No whole HTTP response came.
    case transport(HTTPTransportError)
    /// The response is not what the API documents, or too long; the reason quotes nothing but names of documented fields.
    case malformed(reason: String)
    /// There was nothing to sign with.
    case credentials(CredentialError)
    /// The deadline left no time for a first attempt.
    case deadlineExceeded
    /// The calling task was cancelled.
    case cancelled

    package var description: String {
        switch self {
        case .service(let code, let message, let requestID):
            "the API refused the call: \(code): \(message) (RequestId \(requestID ?? "missing"))"
        case .http(let status):
            "HTTP status \(status): expected 200"
        case .transport(let error):
            "no response: \(error)"
        case .malformed(let reason):
            "malformed: \(reason)"
        case .credentials(let error):
            "no credentials: \(error)"
        case .deadlineExceeded:
            "the deadline passed before the call could be sent"
        case .cancelled:
            "the call was cancelled"
        }
    }

    /// The request's id at the provider, which its support asks for.
    package var requestID: String? {
        if case .service(_, _, let requestID) = self { requestID } else { nil }
    }

    /// The error as a label value out of a bounded set: a documented code of the API, `transport`, `timeout`,
    /// `http_5xx`, `http_4xx`, `malformed`, else `other`.
    package var metricCode: String {
        switch self {
        case .service(let code, _, _): KnownErrorCodes.all.contains(code) ? code : "other"
        case .http(500...599): "http_5xx"
        case .http(400...499): "http_4xx"
        case .http: "other"
        case .transport(let error): error.isTimeout ? "timeout" : "transport"
        case .malformed: "malformed"
        case .deadlineExceeded: "timeout"
        case .credentials, .cancelled: "other"
        }
    }
}
