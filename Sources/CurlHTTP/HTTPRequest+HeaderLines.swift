extension HTTPRequest {
    /// Field names that describe the connection or the framing of the body, which are the transport's own.
    private static let reservedNames: Set<String> = ["content-length", "transfer-encoding", "connection", "expect"]

    /// The header in the form that libcurl takes: `Name: value`, `Name;` for an empty value, `Name:` to leave out a
    /// field that libcurl would add by itself.
    ///
    /// Throws ``HTTPTransportError/invalidRequest(reason:)`` for what RFC 9110 §5 forbids: it could end a field and
    /// begin another. The error names the field and never shows its value.
    func headerLines() throws(HTTPTransportError) -> [String] {
        guard method == .post || body.isEmpty else {
            throw .invalidRequest(reason: "a GET carries no body, but \(body.count) bytes were given")
        }
        var lines = ["Expect:"]
        if method == .post, !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
            // Without this libcurl would claim that the body is an HTML form.
            lines.append("Content-Type:")
        }
        for field in fields {
            lines.append(try Self.line(of: field))
        }
        return lines
    }

    private static func line(of field: HTTPField) throws(HTTPTransportError) -> String {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(isTokenByte) else {
            throw .invalidRequest(
                reason: "\"\(field.name.visible)\" is no field name; expected letters, digits and !#$%&'*+-.^_`|~")
        }
        guard !reservedNames.contains(field.name.lowercased()) else {
            throw .invalidRequest(reason: "the field \(field.name) is set by the HTTP client itself")
        }
        guard !field.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
            throw .invalidRequest(reason: "the value of the field \(field.name) holds a control character")
        }
        // libcurl would drop a field whose value is whitespace alone; around a value it carries no meaning.
        let value = field.value.trimmingBlanks
        return value.isEmpty ? "\(field.name);" : "\(field.name): \(value)"
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
