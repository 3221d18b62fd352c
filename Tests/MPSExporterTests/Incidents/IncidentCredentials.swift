import TencentCloud

/// The key that the operator gave the exporter; it stays when the account disables it.
struct IncidentCredentials: CredentialProvider {
    let credential: Credential

    func credential() async throws(CredentialError) -> Credential {
        credential
    }
}
