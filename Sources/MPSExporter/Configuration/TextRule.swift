import TencentCloud

/// A rule that a text must follow wherever it stands, file or flag: what is expected, and how it is read.
struct TextRule<Value: Sendable>: Sendable {
    /// The end of "expected …".
    let expected: String
    /// Whether the text may hold a secret, so that no message shows it.
    var hides: @Sendable (String) -> Bool = { _ in false }
    /// The value, or `nil` if the text breaks the rule.
    let read: @Sendable (String) -> Value?
}

extension TextRule<Duration> {
    static let pollInterval = TextRule(expected: "a duration of at least 1s, such as 15s or 1m30s") { text in
        Duration(prometheus: text).flatMap { $0 >= .seconds(1) ? $0 : nil }
    }
    static let history = TextRule(expected: "a duration from 0s to 7d") { text in
        Duration(prometheus: text).flatMap { $0 <= .seconds(7 * 86_400) ? $0 : nil }
    }
}

extension TextRule<Endpoint> {
    /// A URL with user information is none of these, and its password stays out of the message.
    static let endpoint = TextRule(
        expected: "a host, host:port or URL with http or https",
        hides: { $0.contains("@") },
        read: { try? Endpoint(parsing: $0) })
}

extension TextRule<String> {
    static let path = TextRule(expected: "a path") { text in
        text.isEmpty || text.unicodeScalars.contains("\0") ? nil : text
    }
    /// HTML reads a carriage return as a line feed and knows no NUL, so a name with a control character would not be the
    /// same on the status page as it is elsewhere.
    static let accountName = TextRule(
        expected: "a name of 1 to 128 characters, none of them a control character",
        read: { text in
            let fits = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return fits && (1...128).contains(text.unicodeScalars.count) ? text : nil
        })
    static let region = TextRule(expected: "a region such as ap-singapore") { text in
        let fits = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return fits && (1...64).contains(text.utf8.count) ? text : nil
    }
    /// Credentials travel in header fields, so anything but visible ASCII would fail at every call, or worse, forge a
    /// header line.
    static let credential = TextRule(
        expected: "visible ASCII characters without blanks",
        hides: { _ in true },
        read: { text in text.isEmpty || !text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? nil : text })
}
