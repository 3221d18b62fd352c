internal import FoundationEssentials

/// Name and password of a request (RFC 7617).
package struct BasicCredentials: Sendable, Equatable {
    /// The name, bytes as they came.
    package let name: [UInt8]
    /// The password, bytes as they came.
    package let password: [UInt8]

    /// Reads the value of an Authorization field; nil if it has no credentials of the scheme Basic.
    package init?(_ field: String?) {
        guard let field, field.count > 6, field.prefix(6).lowercased() == "basic ",
            let decoded = Data(base64Encoded: String(field.dropFirst(6))),
            let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        name = Array(decoded[..<colon])
        password = Array(decoded[decoded.index(after: colon)...])
    }
}
