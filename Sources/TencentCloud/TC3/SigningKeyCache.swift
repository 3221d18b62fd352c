/// Remembers the last signing key, so that it is derived once a day and not for every call.
package struct SigningKeyCache: Sendable {
    private var secretKey: Secret?
    private var key: SigningKey?
    /// How many keys were derived so far.
    package private(set) var derivations = 0

    package init() {}

    /// The key for this secret and scope: the last one if they have not changed, else a new one that replaces it.
    package mutating func key(secretKey: Secret, scope: SigningScope) -> SigningKey {
        if let key, key.scope == scope, self.secretKey == secretKey { return key }
        let fresh = SigningKey(secretKey: secretKey, scope: scope)
        self.secretKey = secretKey
        key = fresh
        derivations += 1
        return fresh
    }
}
