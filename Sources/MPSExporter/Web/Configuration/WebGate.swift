internal import MicroHTTP

/// Lets requests in by the web configuration: a file that can be used, the rate, then the password.
struct WebGate: RequestGate {
    private let file: WebConfigurationFile
    private let limiter: RateLimiter?
    private let authenticator = Authenticator()
    private let unusable = PreparedResponse.plain(500, "Internal Server Error\n", .other)
    private let tooMany = PreparedResponse.plain(429, "Too Many Requests\n", .other)
    private let unauthorized = PreparedResponse.plain(
        401, "Unauthorized\n", .other, fields: [("WWW-Authenticate", "Basic")])
    private let crowded = PreparedResponse.plain(
        503, "\(Authenticator.mostPending) passwords are being compared, which is the limit; try again later.\n",
        .other, fields: [("Retry-After", "1")])

    init(file: WebConfigurationFile, limiter: RateLimiter?) {
        self.file = file
        self.limiter = limiter
    }

    func admit(_ request: borrowing ServerRequest) -> Admission {
        guard case .success(let configuration) = file.current() else { return .now(.refused(unusable)) }
        if let limiter, !limiter.take() { return .now(.refused(tooMany)) }
        let fields = configuration.headers
        guard !configuration.users.isEmpty else { return .now(.admitted(fields: fields)) }
        guard let given = BasicCredentials(request.field("Authorization")) else {
            return .now(refusal(unauthorized, fields))
        }
        switch authenticator.judge(given, users: configuration.users) {
        case .known(let isRight):
            return .now(isRight ? .admitted(fields: fields) : refusal(unauthorized, fields))
        case .unknown(let comparison):
            return .later { await comparison() ? .admitted(fields: fields) : refusal(unauthorized, fields) }
        case .crowded:
            return .now(refusal(crowded, fields))
        }
    }

    private func refusal(_ response: PreparedResponse, _ fields: [(name: String, value: String)]) -> Verdict {
        .refused(fields.isEmpty ? response : response.with(fields))
    }
}
