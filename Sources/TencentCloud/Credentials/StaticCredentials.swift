/// Credentials that were given as they are and never change.
package struct StaticCredentials: CredentialProvider {
    private let fixed: Credential

    /// - Parameter names: what errors call id, key and token.
    ///
    /// Throws if a value is blank, begins or ends with a blank, or holds anything but visible ASCII.
    package init(
        secretID: String, secretKey: Secret, token: Secret? = nil,
        names: (secretID: String, secretKey: String, token: String) = ("secret_id", "secret_key", "token")
    ) throws(CredentialError) {
        _ = try CredentialRule.checked(secretID, from: names.secretID)
        _ = try CredentialRule.checked(secretKey.reveal(), from: names.secretKey)
        if let token { _ = try CredentialRule.checked(token.reveal(), from: names.token) }
        fixed = Credential(secretID: secretID, secretKey: secretKey, token: token)
    }

    package func credential() async throws(CredentialError) -> Credential {
        fixed
    }
}
