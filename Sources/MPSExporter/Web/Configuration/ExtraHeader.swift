internal import MicroHTTP

/// A header field that a web configuration may add to responses.
enum ExtraHeader: String, CaseIterable {
    case strictTransportSecurity = "Strict-Transport-Security"
    case contentTypeOptions = "X-Content-Type-Options"
    case frameOptions = "X-Frame-Options"
    case xssProtection = "X-XSS-Protection"
    case contentSecurityPolicy = "Content-Security-Policy"

    /// The key in the file, whose value may look like a number; an empty one is not sent.
    var key: ConfigurationKey<String> {
        let rule = ValueRule<String>(type: "string", expected: expected) { value, decoder in
            decoder.text(value, of: self)
        }
        return ConfigurationKey(
            rawValue, rule, standard: .told("not sent"), example: example, absence: .withoutValue, meaning)
    }

    private var meaning: String {
        switch self {
        case .strictTransportSecurity: "How long browsers ask by https only."
        case .contentTypeOptions: "Browsers then take a body for what its type says."
        case .frameOptions: "Whether other pages may frame these."
        case .xssProtection: "A filter of old browsers."
        case .contentSecurityPolicy: "What pages may load."
        }
    }

    private var example: String {
        switch self {
        case .strictTransportSecurity: "max-age=31536000"
        case .contentTypeOptions: "nosniff"
        case .frameOptions: "deny"
        case .xssProtection: "0"
        case .contentSecurityPolicy: "default-src 'self'"
        }
    }

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
    /// The value of a header field; nil for an empty one.
    fileprivate mutating func text(_ value: ConfigurationValue, of header: ExtraHeader) -> String? {
        guard let (text, type) = value.scalar, type != .tagged, header.allows(text) else {
            report(value, expected: header.expected, got: value.description())
            return nil
        }
        return text.isEmpty ? nil : text
    }
}
