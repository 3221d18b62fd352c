internal import MicroHTTP

/// A header field that a web configuration may add to responses.
enum ExtraHeader: String, CaseIterable {
    case strictTransportSecurity = "Strict-Transport-Security"
    case contentTypeOptions = "X-Content-Type-Options"
    case frameOptions = "X-Frame-Options"
    case xssProtection = "X-XSS-Protection"
    case contentSecurityPolicy = "Content-Security-Policy"

    /// What is allowed; nil means any text.
    var allowed: [String]? {
        switch self {
        case .contentTypeOptions: ["nosniff"]
        case .frameOptions: ["deny", "sameorigin"]
        case .strictTransportSecurity, .xssProtection, .contentSecurityPolicy: nil
        }
    }

    /// The end of "expected …".
    var expected: String {
        allowed?.joined(separator: " or ") ?? "text that a header field can have"
    }

    func allows(_ text: String) -> Bool {
        allowed?.contains(text) ?? (text.isEmpty || PreparedResponse.isValid(name: rawValue, value: text))
    }
}

extension ConfigurationDecoder {
    /// The value of a header field, which may look like a number; nil for an empty one, which is not sent.
    mutating func text(_ value: ConfigurationValue, of header: ExtraHeader) -> String? {
        guard let (text, type) = value.scalar, type != .tagged, header.allows(text) else {
            report(value, expected: header.expected, got: value.description())
            return nil
        }
        return text.isEmpty ? nil : text
    }
}
