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

    /// The id, which may be shown; nil unless it begins as the provider's do: a key may stand in its place.
    package var publicID: String? {
        ["AKID", "IKID"].contains(where: secretID.hasPrefix) ? secretID : nil
    }

    /// Enough of the id to tell which credential it is; nothing of key and token.
    package var description: String {
        let shown = publicID.map { $0.count > 16 ? String($0.prefix(8)) + "…" : "…" } ?? "…"
        return "credential \(shown)\(token == nil ? "" : " with token")"
    }
}
