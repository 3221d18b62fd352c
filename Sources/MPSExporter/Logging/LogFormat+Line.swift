extension LogFormat {
    /// The pairs as one line, without its end.
    func line(_ pairs: [(String, String)]) -> String {
        switch self {
        case .logfmt:
            pairs.map { key, value in "\(key)=\(needsQuotes(value) ? quoted(value) : value)" }.joined(separator: " ")
        case .json:
            "{" + pairs.map { key, value in "\(quoted(key)):\(quoted(value))" }.joined(separator: ",") + "}"
        }
    }

    private func needsQuotes(_ value: String) -> Bool {
        value.isEmpty
            || value.unicodeScalars.contains { $0 <= " " || $0 == "=" || $0 == "\"" || $0 == "\\" || $0 == "\u{7f}" }
    }

    /// A JSON string, which logfmt understands too: control characters never reach a terminal.
    private func quoted(_ value: String) -> String {
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case let scalar where scalar < " " || scalar == "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
