import Yams

/// The text of a configuration file as a tree of YAML nodes.
enum YAMLDocument {
    /// The most bytes a configuration file may have.
    private static let maximumSize = 1 << 20

    /// The root, or `nil` if the file is empty or holds nothing but comments and the start of a document.
    ///
    /// Throws what is wrong with the text as UTF-8 or as YAML. Messages are libyaml's own, which are constant: Yams'
    /// descriptions quote the line, and a line may hold a secret.
    static func root(of bytes: [UInt8], file: String) throws(ConfigurationError) -> Node? {
        guard bytes.count <= maximumSize else {
            throw error(file, nil, expected: "at most \(maximumSize) bytes", got: "\(bytes.count)")
        }
        let text = try text(of: bytes, file: file)
        do {
            // Types are resolved by ScalarType, so Yams' resolver may have no rules.
            let root = try compose(yaml: text, .basic, .default, .utf8)
            if case .scalar(let scalar)? = root, ScalarType(of: scalar) == .null { return nil }
            return root
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            throw error(
                file, SourcePosition(context.mark), expected: "each key once in a mapping",
                got: "\(duplicates.first.flatMap(QuotedText.init(possibleKey:)).map { "\($0)" } ?? "a key") again")
        } catch YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _)
        {
            let start = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
            throw error(file, SourcePosition(mark), expected: "YAML", got: "an error: \(problem)\(start)")
        } catch YamlError.composer(_, let problem, let mark, _) {
            throw error(file, SourcePosition(mark), expected: "YAML", got: "an error: \(problem)")
        } catch YamlError.reader(let problem, let offset, _, _) {
            let position = offset.map { SourcePosition(after: text.prefix($0).unicodeScalars) }
            throw self.error(file, position, expected: "YAML", got: "an error: \(problem)")
        } catch {
            throw self.error(file, nil, expected: "YAML", got: "an error that has no position")
        }
    }

    private static func text(of bytes: [UInt8], file: String) throws(ConfigurationError) -> String {
        // A byte order mark would shift the first line to the right of all others.
        var bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        // libyaml goes on reading where Yams pointed it at; only a string too long to be stored inline stays there.
        if bytes.count < 16 { bytes += Array("\n".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 16) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let valid = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix { $0 != "\u{FFFD}" }
        throw error(file, SourcePosition(after: valid), expected: "UTF-8", got: "other bytes")
    }

    private static func error(
        _ file: String, _ position: SourcePosition?, expected: String, got: String
    ) -> ConfigurationError {
        let source = ConfigurationProblem.Source.file(path: file, position: position)
        return ConfigurationError(
            problems: [ConfigurationProblem(source: source, key: nil, expected: expected, got: got)])
    }
}

extension SourcePosition {
    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }

    /// The position behind this text.
    fileprivate init(after text: some BidirectionalCollection<Unicode.Scalar>) {
        let column = text.reversed().prefix { $0 != "\n" }.count + 1
        self.init(line: text.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }, column: column)
    }
}
