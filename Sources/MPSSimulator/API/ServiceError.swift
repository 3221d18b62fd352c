/// An error of the API itself: HTTP 200 with `Response.Error`.
struct ServiceError: Error, Sendable, Hashable {
    let code: String
    let message: String

    static func missing(_ name: String) -> ServiceError {
        ServiceError(
            code: "MissingParameter", message: "The request is missing a required parameter `\(name)`.")
    }

    static func unknown(_ name: String) -> ServiceError {
        ServiceError(code: "UnknownParameter", message: "The parameter `\(name)` is not recognized.")
    }

    static func wrongType(_ name: String, expected type: String) -> ServiceError {
        ServiceError(
            code: "InvalidParameter",
            message: "The value type of parameter `\(name)` is not valid, input type should be `\(type)`")
    }

    static func wrongValue(_ name: String, expected: String) -> ServiceError {
        ServiceError(
            code: "InvalidParameterValue",
            message: "The value of parameter `\(name)` is not valid: expected \(expected).")
    }

    static let limitOutOfRange = ServiceError(
        code: "InvalidParameterValue.Limit", message: "Parameter error: Limit. Expected 1 to 100.")

    static let notJSON = ServiceError(
        code: "InvalidParameter", message: "The request body is not a JSON object.")

    static func invalidAction(_ action: String) -> ServiceError {
        ServiceError(code: "InvalidAction", message: "The request `Action` is invalid or not found: `\(action)`.")
    }

    static func noSuchVersion(_ version: String) -> ServiceError {
        ServiceError(code: "NoSuchVersion", message: "The API version `\(version)` does not exist.")
    }

    static let unsupportedProtocol = ServiceError(
        code: "UnsupportedProtocol",
        message: "HTTP method or Content-Type is not supported: expected POST with application/json, or GET.")

    static let invalidAuthorization = ServiceError(
        code: "AuthFailure.InvalidAuthorization", message: "The `Authorization` in the request header is invalid.")

    static let secretIDNotFound = ServiceError(
        code: "AuthFailure.SecretIdNotFound",
        message: "The SecretId is not found, please ensure that your SecretId is correct.")

    static let invalidSecretID = ServiceError(
        code: "AuthFailure.InvalidSecretId", message: "The SecretId is not one of an API key: expected AKID first.")

    static let tokenFailure = ServiceError(
        code: "AuthFailure.TokenFailure", message: "The token is invalid for this SecretId.")

    static let unauthorizedOperation = ServiceError(
        code: "AuthFailure.UnauthorizedOperation",
        message: "You are not authorized to perform operation (mps:DescribeTasks): resource (*) has no permission.")

    static let signatureExpired = ServiceError(
        code: "AuthFailure.SignatureExpire", message: "The signature is expired, please request again.")

    static let signatureFailure = ServiceError(
        code: "AuthFailure.SignatureFailure",
        message: "The provided credentials could not be validated. Please check your signature is correct.")

    static func tooManyCalls(_ count: Int, limit: Int) -> ServiceError {
        ServiceError(
            code: "RequestLimitExceeded",
            message: "Your current request times equals to `\(count)` in a second, which exceeds the frequency limit "
                + "`\(limit)` for a second. Please reduce the frequency of calls.")
    }

    static let internalError = ServiceError(code: "InternalError", message: "An internal error has occurred.")
}
