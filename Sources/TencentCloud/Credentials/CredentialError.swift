/// Why there is no usable credential. Names the variable, key or file, never a value.
package enum CredentialError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nothing of these names is set.
    case missing(source: String, alternative: String?)
    /// There is a value and it is empty or blank.
    case blank(source: String)
    /// The value begins or ends with a blank.
    case surroundedByBlanks(source: String)
    /// The value holds a blank, a control character or something outside ASCII.
    case invalidCharacter(source: String)
    /// Two places give a value for the same thing.
    case ambiguous(source: String, other: String)
    /// The file cannot be read.
    case unreadable(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let source, let alternative?):
            "\(source) is not set: expected a value there or a file named by \(alternative)"
        case .missing(let source, nil):
            "\(source) is not set: expected a value"
        case .blank(let source):
            "\(source) is blank: expected a value"
        case .surroundedByBlanks(let source):
            "\(source) begins or ends with a blank: expected the bare value"
        case .invalidCharacter(let source):
            "\(source) holds a blank, a control character or a character outside ASCII: expected visible ASCII"
        case .ambiguous(let source, let other):
            "\(source) and \(other) are both set: expected one of them"
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)"
        }
    }
}
