/// What one call is signed with: id, key and token as one snapshot, never read one by one.
package struct Credential: Sendable, Equatable, CustomStringConvertible {
    package let secretID: String
    package let secretKey: Secret
    /// The session token of temporary credentials, sent as `X-TC-Token`.
    package let token: Secret?

    package init(secretID: String, secretKey: Secret, token: Secret? = nil) {
        self.secretID = secretID
        self.secretKey = secretKey
        self.token = token
    }

    /// Enough of the id to tell which credential it is; nothing of key and token.
    package var description: String {
        let shown = secretID.count > 16 ? String(secretID.prefix(8)) + "…" : "…"
        return "credential \(shown)\(token == nil ? "" : " with token")"
    }
}
