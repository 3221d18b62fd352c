import Yams

/// The type of a scalar by the core schema of YAML 1.2 (chapter 10.3), where `yes`, `on` and `1:30` are plain strings.
///
/// Yams' own resolver is of YAML 1.1 and made of regular expressions, whose first use costs more than the whole file.
enum ScalarType: Equatable {
    /// `null`, `~` or nothing at all.
    case null
    case boolean
    /// Decimal, `0o` octal or `0x` hexadecimal.
    case integer
    case float
    /// Quoted, tagged `!!str`, or anything else.
    case string
    /// Tagged with something outside of the core schema.
    case tagged

    init(of scalar: Node.Scalar) {
        let tag = Tag.Name(rawValue: scalar.tag.rawValue)
        switch tag {
        case .implicit: self.init(plain: scalar.string)
        case .str, .nonSpecific: self = .string
        case .int: self = .integer
        case .float: self = .float
        case .bool: self = .boolean
        case .null: self = .null
        default: self = .tagged
        }
    }

    /// The type of a scalar without quotes and tag.
    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL":
            self = .null
        case "true", "True", "TRUE", "false", "False", "FALSE":
            self = .boolean
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
            self = .float
        default:
            self = Self.isInteger(text) ? .integer : Self.isFloat(text) ? .float : .string
        }
    }

    private static func isInteger(_ text: String) -> Bool {
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) != nil }
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) != nil }
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isFloat(_ text: String) -> Bool {
        text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) } && Double(text) != nil
    }
}
