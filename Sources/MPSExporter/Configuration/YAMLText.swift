/// A string as a YAML scalar that every reader takes for just that string.
struct YAMLText: CustomStringConvertible {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Plain where nobody could take it for anything else, in double quotes elsewhere.
    var description: String {
        isPlain ? text : "\"\(text.unicodeScalars.map(Self.escaped).joined())\""
    }

    /// Words that YAML 1.1 takes for booleans and nulls are not plain, although the exporter's own reader has YAML 1.2.
    private var isPlain: Bool {
        let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
        guard let first = text.utf8.first, Self.isLetter(first) || first == UInt8(ascii: "/"),
            !words.contains(text.lowercased())
        else { return false }
        return text.utf8.allSatisfy { byte in
            Self.isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-./".utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Escapes what may not stand in double quotes, or not in YAML at all (chapter 5.1 of YAML 1.2).
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0..<0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
            "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
