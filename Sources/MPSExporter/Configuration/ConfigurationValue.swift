import Yams

/// A value of the configuration file together with the path of keys that leads to it.
struct ConfigurationValue {
    let node: Node
    /// Such as `accounts[0].poll_interval`; empty for the whole document.
    let path: String

    var position: SourcePosition? {
        node.mark.map { SourcePosition(line: $0.line, column: $0.column) }
    }

    /// The scalar and its type, unless the value is a mapping or a sequence.
    var scalar: (text: String, type: ScalarType)? {
        guard case .scalar(let scalar) = node else { return nil }
        return (scalar.string, ScalarType(of: scalar))
    }

    /// A path for the value under a key.
    func path(to key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// What stands here, as the end of "got …".
    ///
    /// - Parameter secret: Names the type alone.
    func description(secret: Bool = false) -> String {
        switch node {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .alias: return "an alias"
        case .scalar: break
        }
        guard let (text, type) = scalar else { return "nothing" }
        switch type {
        case .null: return "nothing"
        case .boolean: return secret ? "a boolean without quotes" : text
        case .integer, .float: return secret ? "a number without quotes" : "the number \(QuotedText(text).bare)"
        case .string: return secret ? (text.isEmpty ? "an empty string" : "something else") : "\(QuotedText(text))"
        case .tagged: return "a value with a tag of its own"
        }
    }
}
