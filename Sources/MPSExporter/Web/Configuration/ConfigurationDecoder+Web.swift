internal import Yams

/// What the exporter-toolkit's reader does differently.
extension ConfigurationDecoder {
    private static let words = [
        "true": true, "yes": true, "on": true, "y": true, "false": false, "no": false, "off": false, "n": false,
    ]

    /// A boolean in any spelling of YAML 1.1.
    mutating func flag(_ value: ConfigurationValue?) -> Bool? {
        guard let value else { return nil }
        if case .scalar(let scalar) = value.node, scalar.style == .plain || scalar.style == .any,
            let flag = Self.words[scalar.string.lowercased()]
        {
            return flag
        }
        report(value, expected: "true or false", got: value.description())
        return nil
    }

    /// One of some words.
    mutating func word<Value>(_ value: ConfigurationValue?, of words: [(String, Value)]) -> Value? {
        guard let value else { return nil }
        if let (text, _) = value.scalar, let found = words.first(where: { $0.0 == text }) { return found.1 }
        report(value, expected: Self.choice(words.map(\.0)), got: value.description())
        return nil
    }

    /// A list of some words; nil if one of them is another.
    mutating func words<Value>(
        _ value: ConfigurationValue?, of words: [(String, Value)], called content: String
    ) -> [Value]? {
        list(value, of: content)?.compactMap { word($0, of: words) }
    }

    private static func choice(_ words: [String]) -> String {
        words.count > 1 ? "one of " + words.joined(separator: ", ") : words.joined()
    }
}
