import TencentCloud

/// What the API checks of a call before it looks at its parameters: who calls what, and whether the signature is theirs.
struct Gatekeeper: Sendable {
    static let action = "DescribeTasks"
    static let version = "2019-06-12"
    private static let service = "mps"
    /// A signature is good for five minutes, and as long before its time.
    private static let tolerance = Duration.seconds(300)

    /// What an authorised call claims to be.
    struct Claim: Sendable {
        let authorization: TC3Authorization
        let timestamp: Int64
    }

    /// Checks everything that does not need the account's key. `time` is the API's own.
    func claim(of call: SimulatedCall, at time: UnixTime) throws(ServiceError) -> Claim {
        let isJSON = call.field("Content-Type")?.lowercased().hasPrefix("application/json") ?? false
        guard call.method == "GET" || (call.method == "POST" && isJSON) else { throw .unsupportedProtocol }
        guard let action = call.field("X-TC-Action") else { throw .missing("Action") }
        guard let version = call.field("X-TC-Version") else { throw .missing("Version") }
        guard let timestampText = call.field("X-TC-Timestamp") else { throw .missing("Timestamp") }
        guard version == Self.version else { throw .noSuchVersion(version) }
        guard action == Self.action else { throw .invalidAction(action) }
        guard let timestamp = Int64(timestampText) else { throw .wrongType("Timestamp", expected: "integer") }
        guard let text = call.field("Authorization"), let authorization = TC3Authorization(parsing: text),
            authorization.scope.service == Self.service
        else { throw .invalidAuthorization }
        let age = time - UnixTime(seconds: timestamp)
        guard age <= Self.tolerance, age >= .zero - Self.tolerance else { throw .signatureExpired }
        return Claim(authorization: authorization, timestamp: timestamp)
    }

    /// Checks the token, which is not signed, and the signature.
    func verify(_ claim: Claim, of call: SimulatedCall, with credential: Credential) throws(ServiceError) {
        guard call.field("X-TC-Token") == credential.token?.reveal() else { throw .tokenFailure }
        let received = ReceivedCall(
            method: call.method, query: call.method == "GET" ? CanonicalQuery(call.query).text : "",
            timestamp: claim.timestamp, authorization: claim.authorization, body: call.body)
        guard received.isSigned(with: credential.secretKey, valueOf: { call.field($0) }) else {
            throw .signatureFailure
        }
    }
}
