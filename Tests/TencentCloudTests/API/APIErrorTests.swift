import CurlHTTP
import TencentCloud
import Testing

struct APIErrorTests {
    @Test(arguments: [
        (APIError.service(code: "RequestLimitExceeded", message: "", requestID: nil), "RequestLimitExceeded"),
        (.service(code: "InvalidParameterValue.Limit", message: "", requestID: nil), "InvalidParameterValue.Limit"),
        (.service(code: "AuthFailure.SignatureExpire", message: "", requestID: nil), "AuthFailure.SignatureExpire"),
        (.service(code: "InternalError.Unheard", message: "", requestID: nil), "other"),
        (.service(code: "", message: "", requestID: nil), "other"),
        (.http(status: 502), "http_5xx"), (.http(status: 404), "http_4xx"), (.http(status: 302), "other"),
        (.transport(.timeout(host: "h", port: 1, message: "")), "timeout"),
        (.transport(.tls("expired")), "transport"), (.malformed(reason: "empty"), "malformed"),
        (.credentials(.blank(source: "KEY")), "other"), (.deadlineExceeded, "timeout"), (.cancelled, "other"),
    ])
    func `has a code out of a bounded set`(error: APIError, code: String) {
        #expect(error.metricCode == code)
    }

    @Test func `knows all documented codes`() {
        #expect(KnownErrorCodes.all.count == 51)
        #expect(KnownErrorCodes.all.isSuperset(of: ["UnsupportedRegion", "FailedOperation.InvalidMpsUser"]))
    }

    @Test(arguments: [
        (APIError.http(status: 500), RetryClass.backOff), (.http(status: 503), .backOff),
        (.http(status: 429), .backOff),
        (.http(status: 404), .never), (.http(status: 301), .never), (.malformed(reason: ""), .backOffOnce),
        (.credentials(.blank(source: "KEY")), .never), (.deadlineExceeded, .never), (.cancelled, .never),
        (.transport(.failed(code: 56, message: "")), .backOff), (.transport(.tls("")), .backOff),
        (.transport(.timeout(host: "h", port: 1, message: "")), .backOff),
        (.transport(.refused(host: "h", port: 1, message: "")), .backOff),
        (.transport(.unresolvable(host: "h", message: "")), .backOff),
        (.transport(.tooLarge(limit: 1)), .backOffOnce), (.transport(.stopped), .never),
        (.transport(.cancelled), .never), (.transport(.invalidURL(url: "", reason: "")), .never),
        (.transport(.invalidRequest(reason: "")), .never),
    ])
    func `is classed by kind`(error: APIError, expected: RetryClass) {
        #expect(error.retryClass == expected)
    }

    @Test(arguments: [
        ("RequestLimitExceeded", RetryClass.backOff), ("RequestLimitExceeded.UinLimitExceeded", .backOff),
        ("RequestLimitExceeded.IPLimitExceeded", .backOff), ("InternalError", .backOff),
        ("InternalError.AccessDBError", .backOff), ("ServiceUnavailable", .backOff), ("ResourceUnavailable", .backOff),
        ("FailedOperation.NetWorkError", .backOff), ("AuthFailure.SignatureExpire", .signAgain),
        ("AuthFailure.TokenFailure", .renewCredential), ("AuthFailure.SecretIdNotFound", .renewCredential),
        ("AuthFailure.InvalidSecretId", .renewCredential), ("AuthFailure.SignatureFailure", .never),
        ("AuthFailure.UnauthorizedOperation", .never), ("UnauthorizedOperation", .never),
        ("InvalidParameterValue", .never), ("InvalidParameterValue.Limit", .never), ("MissingParameter", .never),
        ("UnknownParameter", .never), ("NoSuchVersion", .never), ("UnsupportedRegion", .never),
        ("IpInBlacklist", .never), ("ActionOffline", .never), ("FailedOperation.InvalidMpsUser", .never),
        ("FailedOperation", .never), ("LimitExceeded", .never), ("LimitExceeded.CreateTask", .never),
        ("RequestLimitExceededX", .never), ("", .never),
    ])
    func `is classed by the beginning of its code`(code: String, expected: RetryClass) {
        #expect(APIError.service(code: code, message: "", requestID: nil).retryClass == expected)
    }

    @Test func `says in one line what happened`() {
        #expect(
            APIError.service(code: "InternalError", message: "Oops.", requestID: "r-1").description
                == "the API refused the call: InternalError: Oops. (RequestId r-1)")
        #expect(
            APIError.credentials(.blank(source: "KEY")).description == "no credentials: KEY is blank: expected a value")
    }
}
