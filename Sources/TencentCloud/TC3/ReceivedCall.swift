/// A signed call as a server sees it, to be verified with the same functions that signed it.
package struct ReceivedCall: Sendable {
    /// `POST` or `GET`.
    package var method: String
    /// The canonical query of a GET, empty for a POST.
    package var query: String
    /// The `X-TC-Timestamp`, in seconds since 1970.
    package var timestamp: Int64
    package var authorization: TC3Authorization
    package var body: [UInt8]

    package init(
        method: String, query: String = "", timestamp: Int64, authorization: TC3Authorization, body: [UInt8]
    ) {
        self.method = method
        self.query = query
        self.timestamp = timestamp
        self.authorization = authorization
        self.body = body
    }

    /// Whether the signature was made with this secret key over this request.
    ///
    /// False too if `content-type` or `host` is not among the signed fields, a signed field was not received, or the
    /// scope's day is not that of the timestamp. Says nothing of the timestamp's age.
    ///
    /// - Parameter value: gives the received value of a header field by its lower-case name.
    package func isSigned(with secretKey: Secret, valueOf value: (_ name: String) -> String?) -> Bool {
        let names = authorization.signedFields
        let today = SigningScope(timestamp: UnixTime(seconds: timestamp), service: authorization.scope.service)
        guard names.contains("content-type"), names.contains("host"), authorization.scope == today else { return false }
        var fields: [(name: String, value: String)] = []
        for name in names {
            guard let value = value(name) else { return false }
            fields.append((name, value))
        }
        let request = CanonicalRequest(method: method, query: query, fields: fields, body: body)
        let key = SigningKey(secretKey: secretKey, scope: authorization.scope)
        let computed = TC3Signature.compute(request: request, timestamp: timestamp, key: key)
        return TC3Signature.matches(computed, authorization.signature)
    }
}
