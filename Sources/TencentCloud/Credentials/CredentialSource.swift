/// Where one value of a credential is written down.
package enum CredentialSource: Sendable, Equatable {
    /// The value itself, and the name of the variable or configuration key that holds it, for errors.
    case literal(Secret, name: String)
    /// A file that holds the value and nothing else but the newline at its end.
    case file(path: String)

    /// The name that errors give it.
    package var name: String {
        switch self {
        case .literal(_, let name): name
        case .file(let path): path
        }
    }
}
