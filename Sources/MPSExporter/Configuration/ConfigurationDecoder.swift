import Yams

/// Reads values of a configuration file strictly and collects everything that is wrong with them.
///
/// Every method returns `nil` for an absent value without a problem, and for a wrong one with a problem.
struct ConfigurationDecoder {
    let file: String
    private(set) var problems: [ConfigurationProblem] = []

    init(file: String) {
        self.file = file
    }

    mutating func report(_ value: ConfigurationValue, expected: String, got: String) {
        report(value.path, at: value.position, expected: expected, got: got)
    }

    mutating func report(_ path: String, at position: SourcePosition?, expected: String, got: String) {
        problems.append(
            ConfigurationProblem(
                source: .file(path: file, position: position), key: path.isEmpty ? nil : path, expected: expected,
                got: got))
    }

    /// A mapping that has no other keys than these.
    mutating func mapping(
        _ value: ConfigurationValue?, keys: [String], keysMayBeSecret: Bool = false
    ) -> ConfigurationMapping? {
        guard let value else { return nil }
        guard case .mapping(let pairs) = value.node else {
            report(value, expected: "a mapping", got: value.description(secret: keysMayBeSecret))
            return nil
        }
        var entries: [String: ConfigurationValue] = [:]
        for (key, node) in pairs.withMergedPairs {
            let name = key.scalar?.string
            if let name, keys.contains(name) {
                let entry = ConfigurationValue(node: node, path: value.path(to: name))
                guard entries.updateValue(entry, forKey: name) != nil else { continue }
                report(entry.path, at: .init(key), expected: "a key once", got: "it again")
            } else {
                let shown = name.flatMap { keysMayBeSecret ? QuotedText(possibleKey: $0) : QuotedText($0) }
                report(
                    value.path, at: .init(key), expected: "one of \(keys.joined(separator: ", "))",
                    got: shown.map { "the unknown key \($0)" } ?? "another key")
            }
        }
        return ConfigurationMapping(value: value, entries: entries)
    }

    mutating func list(_ value: ConfigurationValue?, of content: String) -> [ConfigurationValue]? {
        guard let value else { return nil }
        guard case .sequence(let nodes) = value.node else {
            report(value, expected: "a list of \(content)", got: value.description())
            return nil
        }
        return nodes.enumerated().map { ConfigurationValue(node: $1, path: "\(value.path)[\($0)]") }
    }

    mutating func text<Value>(_ value: ConfigurationValue?, _ rule: TextRule<Value>) -> Value? {
        guard let value else { return nil }
        if let (text, type) = value.scalar, type == .string, let result = rule.read(text) { return result }
        let hidden = value.scalar.map { rule.hides($0.text) } ?? false
        report(value, expected: rule.expected, got: value.description(secret: hidden))
        return nil
    }

    /// Reads the value under a key by the key's rule.
    mutating func value<Value>(_ key: ConfigurationKey<Value>, of mapping: ConfigurationMapping) -> Value? {
        mapping[key].flatMap { key.rule.read($0, &self) }
    }

    /// Reads the value under a key that has to be there.
    mutating func required<Value>(_ key: ConfigurationKey<Value>, of mapping: ConfigurationMapping) -> Value? {
        if mapping[key] == nil {
            report(
                mapping.value.path(to: key.name), at: mapping.value.position, expected: key.rule.expected,
                got: "nothing")
        }
        return value(key, of: mapping)
    }

    /// A duration may be the plain number `0`; every other number lacks its unit.
    mutating func duration(_ value: ConfigurationValue?, _ rule: TextRule<Duration>) -> Duration? {
        guard let value else { return nil }
        if let (text, type) = value.scalar, type == .string || type == .integer, let result = rule.read(text) {
            return result
        }
        report(value, expected: rule.expected, got: value.description())
        return nil
    }

    mutating func integer(_ value: ConfigurationValue?, in range: ClosedRange<Int>) -> Int? {
        guard let value else { return nil }
        if let (text, type) = value.scalar, type == .integer, let number = Int(text), range.contains(number) {
            return number
        }
        report(value, expected: Self.expectation(of: range), got: value.description())
        return nil
    }

    /// The end of "expected …" for a whole number.
    static func expectation(of range: ClosedRange<Int>) -> String {
        "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    mutating func number(_ value: ConfigurationValue?, expected: String, where fits: (Double) -> Bool) -> Double? {
        guard let value else { return nil }
        if let (text, type) = value.scalar, type == .integer || type == .float, let number = Double(text),
            number.isFinite, fits(number)
        {
            return number
        }
        report(value, expected: expected, got: value.description())
        return nil
    }
}

extension SourcePosition {
    fileprivate init?(_ node: Node) {
        guard let mark = node.mark else { return nil }
        self.init(line: mark.line, column: mark.column)
    }
}
