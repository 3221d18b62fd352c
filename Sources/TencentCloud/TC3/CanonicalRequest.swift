internal import CurlHTTP

/// A request in the form whose hash is signed: step 1 of TC3-HMAC-SHA256.
///
/// Fields are written with names and values in lower case and trimmed, sorted by name; `content-type` and `host` must be
/// among them. The payload is hashed as it stands: the very bytes that are sent.
package struct CanonicalRequest: Sendable, Equatable {
    /// The whole text of the canonical request.
    package let text: String
    /// The names of the signed fields, in lower case, sorted and joined by `;`.
    package let signedFields: String

    /// - Parameters:
    ///   - method: `POST` or `GET`.
    ///   - query: the canonical query of a GET, empty for a POST.
    ///   - fields: the header fields to sign.
    ///   - body: the bytes of the body, empty for a GET.
    package init(method: String, query: String = "", fields: [(name: String, value: String)], body: [UInt8]) {
        let canonical =
            fields
            .map { (name: Self.canonical($0.name), value: Self.canonical($0.value)) }
            .sorted { $0.name < $1.name }
        signedFields = canonical.map(\.name).joined(separator: ";")
        let lines = canonical.map { "\($0.name):\($0.value)\n" }.joined()
        let payload = SHA256.hash(of: body).lowercaseHex
        text = "\(method)\n/\n\(query)\n\(lines)\n\(signedFields)\n\(payload)"
    }

    /// The hash of the text in lower-case hexadecimal digits.
    package var hash: String {
        SHA256.hash(of: Array(text.utf8)).lowercaseHex
    }

    private static func canonical(_ text: String) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let trimmed = text.utf8.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return String(decoding: Array(trimmed), as: UTF8.self).lowercased()
    }
}
