import CurlHTTP

extension APIError {
    /// The class of the error. Codes of the API belong where their longest known beginning, up to a dot, belongs.
    package var retryClass: RetryClass {
        switch self {
        case .service(let code, _, _): Self.retryClass(ofCode: code)
        case .http(let status): status == 429 || (500...599).contains(status) ? .backOff : .never
        case .transport(let error): Self.retryClass(of: error)
        case .malformed: .backOffOnce
        case .credentials, .deadlineExceeded, .cancelled: .never
        }
    }

    private static func retryClass(ofCode code: String) -> RetryClass {
        switch code {
        case "AuthFailure.SignatureExpire": .signAgain
        case "AuthFailure.TokenFailure", "AuthFailure.SecretIdNotFound", "AuthFailure.InvalidSecretId":
            .renewCredential
        case "FailedOperation.NetWorkError": .backOff
        default:
            switch code.prefix(while: { $0 != "." }) {
            case "RequestLimitExceeded", "InternalError", "ServiceUnavailable", "ResourceUnavailable": .backOff
            default: .never
            }
        }
    }

    private static func retryClass(of error: HTTPTransportError) -> RetryClass {
        switch error {
        case .invalidURL, .invalidRequest, .cancelled, .stopped: .never
        case .tooLarge: .backOffOnce
        case .unresolvable, .refused, .tls, .timeout, .failed: .backOff
        }
    }
}
