/// One name or value of a document: its kind and where it stands.
struct JSONNode: Sendable {
    /// What a node is; the raw value is how an error calls it.
    enum Kind: UInt8, Sendable {
        /// Followed by the nodes of its members: name, value, name, value.
        case object
        /// Followed by the nodes of its elements.
        case array
        /// A string without escapes: its text is its bytes.
        case string
        /// A string with at least one escape.
        case escapedString
        case number
        case boolean
        case null

        var name: String {
            switch self {
            case .object: "an object"
            case .array: "an array"
            case .string, .escapedString: "a string"
            case .number: "a number"
            case .boolean: "a boolean"
            case .null: "null"
            }
        }
    }

    let kind: Kind
    /// Offset of the first byte; of a string, the one behind its quotation mark.
    let start: UInt32
    /// Offset behind the last byte; of a string, that of its closing quotation mark.
    var end: UInt32
    /// Index of the first node that is not part of this one.
    var next: UInt32
}
