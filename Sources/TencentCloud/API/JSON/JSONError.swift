/// Why bytes are not the JSON that was expected. Quotes no value, only names of members that were asked for.
package enum JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is nothing, or nothing but blanks.
    case empty
    /// The document begins like HTML or XML.
    case markup
    /// The bytes are not UTF-8.
    case notUTF8
    /// The document ends too early, at this length.
    case cutOff(length: Int)
    /// This byte cannot stand here.
    case unexpectedByte(offset: Int)
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// There are more names and values than the limit.
    case tooLarge(limit: Int)
    /// A value is of another kind than expected.
    case mismatch(path: String, expected: String, found: String)

    package var description: String {
        switch self {
        case .empty: "empty: expected a JSON object"
        case .markup: "HTML or XML: expected a JSON object"
        case .notUTF8: "not UTF-8"
        case .cutOff(let length): "cut off after \(length) bytes"
        case .unexpectedByte(let offset): "not JSON: unexpected byte at offset \(offset)"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLarge(let limit): "more than \(limit) names and values"
        case .mismatch(let path, let expected, let found): "\(path): expected \(expected), got \(found)"
        }
    }
}
