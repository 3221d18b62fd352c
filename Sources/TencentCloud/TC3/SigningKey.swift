internal import CurlHTTP

/// The key that signs all calls of one scope, derived from the secret key in three steps (step 3 of TC3-HMAC-SHA256).
///
/// It is as secret as the secret key for the length of its day, and masks itself likewise.
package struct SigningKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    package let scope: SigningScope
    private let key: [UInt8]

    package init(secretKey: Secret, scope: SigningScope) {
        let dateKey = Self.dateKey(secretKey: secretKey, date: scope.date)
        key = Self.signingKey(serviceKey: Self.serviceKey(dateKey: dateKey, service: scope.service))
        self.scope = scope
    }

    /// HMAC("TC3" + SecretKey, Date), 32 bytes.
    package static func dateKey(secretKey: Secret, date: String) -> [UInt8] {
        hmac(key: Array("TC3".utf8) + Array(secretKey.reveal().utf8), message: date)
    }

    /// HMAC(dateKey, Service), 32 bytes.
    package static func serviceKey(dateKey: [UInt8], service: String) -> [UInt8] {
        hmac(key: dateKey, message: service)
    }

    /// HMAC(serviceKey, "tc3_request"), 32 bytes.
    package static func signingKey(serviceKey: [UInt8]) -> [UInt8] {
        hmac(key: serviceKey, message: "tc3_request")
    }

    /// The signature of a string to sign, in lower-case hexadecimal digits.
    package func signature(of stringToSign: String) -> String {
        Self.hmac(key: key, message: stringToSign).lowercaseHex
    }

    package var description: String {
        "signing key for \(scope.text)"
    }

    package var customMirror: Mirror {
        Mirror(self, children: ["scope": scope])
    }

    private static func hmac(key: [UInt8], message: String) -> [UInt8] {
        SHA256.authenticationCode(of: Array(message.utf8), key: key)
    }
}
