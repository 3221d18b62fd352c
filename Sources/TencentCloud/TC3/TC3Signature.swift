/// TC3-HMAC-SHA256 as pure functions, for signing a call and for verifying one.
///
/// Specification: https://www.tencentcloud.com/document/product/1041/33624
package enum TC3Signature {
    /// The algorithm's name, as the string to sign and the Authorization field begin with it.
    package static let algorithm = "TC3-HMAC-SHA256"

    /// The text that is signed in the end (step 2): algorithm, timestamp in seconds, scope, hash of the request.
    package static func stringToSign(request: CanonicalRequest, timestamp: Int64, scope: SigningScope) -> String {
        "\(algorithm)\n\(timestamp)\n\(scope.text)\n\(request.hash)"
    }

    /// The signature in lower-case hexadecimal digits.
    ///
    /// - Parameter timestamp: the `X-TC-Timestamp` in seconds since 1970; its UTC day must be that of the key's scope
    ///   for the API to accept the signature.
    package static func compute(request: CanonicalRequest, timestamp: Int64, key: SigningKey) -> String {
        key.signature(of: stringToSign(request: request, timestamp: timestamp, scope: key.scope))
    }

    /// Whether two signatures are the same, in a time that does not depend on where they differ.
    package static func matches(_ computed: String, _ received: String) -> Bool {
        let left = Array(computed.utf8)
        let right = Array(received.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
