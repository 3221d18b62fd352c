package import TencentCloud

/// Where an account's credentials come from (`credentials` of an account).
package enum CredentialSource: Sendable, Equatable {
    /// `secret_id` and `secret_key` (and `token` for temporary keys) as they stand in the file.
    case keys(secretID: String, secretKey: Secret, token: Secret?)
    /// Paths of files that hold them, read for every call.
    case files(secretIDFile: String, secretKeyFile: String, tokenFile: String?)
    /// The key is left out: the variables that `CredentialVariable` names.
    case environment
}
