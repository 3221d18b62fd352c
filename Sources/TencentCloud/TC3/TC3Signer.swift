package import CurlHTTP

/// Makes signed HTTP requests of API calls.
///
/// A plain value: the instant is passed in, and the day's signing key is the only thing it remembers.
package struct TC3Signer: Sendable {
    private let service: APIService
    private let endpoint: Endpoint
    private let region: String?
    private var keys = SigningKeyCache()

    package init(service: APIService, endpoint: Endpoint, region: String?) {
        self.service = service
        self.endpoint = endpoint
        self.region = region
    }

    /// The request for one call, signed over `content-type` and `host` and over these very bytes of the body.
    ///
    /// - Parameter time: becomes the timestamp; the API refuses one that is five minutes off its own clock.
    package mutating func request(
        action: String, body: [UInt8], credential: Credential, at time: UnixTime
    ) -> HTTPRequest {
        let signed = [(name: "Content-Type", value: "application/json"), (name: "Host", value: endpoint.hostHeader)]
        let canonical = CanonicalRequest(method: HTTPRequest.Method.post.rawValue, fields: signed, body: body)
        let scope = SigningScope(timestamp: time, service: service.name)
        let key = keys.key(secretKey: credential.secretKey, scope: scope)
        let timestamp = time.wholeSeconds
        let authorization = TC3Authorization(
            secretID: credential.secretID, scope: scope,
            signedFields: canonical.signedFields.split(separator: ";").map(String.init),
            signature: TC3Signature.compute(request: canonical, timestamp: timestamp, key: key))
        var fields = signed.map { HTTPField(name: $0.name, value: $0.value) }
        fields.append(HTTPField(name: "X-TC-Action", value: action))
        fields.append(HTTPField(name: "X-TC-Version", value: service.version))
        fields.append(HTTPField(name: "X-TC-Timestamp", value: String(timestamp)))
        fields.append(HTTPField(name: "X-TC-Language", value: "en-US"))
        if let region { fields.append(HTTPField(name: "X-TC-Region", value: region)) }
        if let token = credential.token { fields.append(HTTPField(name: "X-TC-Token", value: token.reveal())) }
        fields.append(HTTPField(name: "Authorization", value: authorization.text))
        return HTTPRequest(method: .post, url: endpoint.url, fields: fields, body: body)
    }
}
