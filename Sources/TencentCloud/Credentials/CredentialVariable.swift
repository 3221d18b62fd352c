/// A variable of the environment that credentials are read from; each also with `_FILE` at its end.
package enum CredentialVariable: String, CaseIterable, Sendable {
    case secretID = "TENCENTCLOUD_SECRET_ID"
    case secretKey = "TENCENTCLOUD_SECRET_KEY"
    case token = "TENCENTCLOUD_TOKEN"
    case securityToken = "TENCENTCLOUD_SECURITY_TOKEN"

    /// The variable with the path of a file that holds the value.
    package var fileForm: String { rawValue + "_FILE" }

    /// What it is for.
    package var meaning: String {
        switch self {
        case .secretID: "The SecretId of accounts without `credentials`. Set but empty is an error."
        case .secretKey: "Its SecretKey. Set but empty is an error."
        case .token: "The token of a temporary key. Empty counts as not set."
        case .securityToken: "The same by its other name; both at once are an error."
        }
    }
}
