/// Where an account's credentials come from.
package protocol CredentialProvider: Sendable {
    /// The credential to sign the next call with, as one consistent snapshot.
    ///
    /// Asked before every call, and once more after the API refused the credential: an implementation answers quickly
    /// and looks for a change each time.
    func credential() async throws(CredentialError) -> Credential
}
