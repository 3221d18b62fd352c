/// What the value of a key has to be, and how it is read.
struct ValueRule<Value: Sendable>: Sendable {
    /// The value, or nil with what is wrong in the decoder's problems.
    typealias Reader = @Sendable (ConfigurationValue, inout ConfigurationDecoder) -> Value?

    /// The kind of value, for the reference.
    let type: String
    /// The end of "expected …".
    let expected: String
    /// The keys below, if the value is a mapping or a list of mappings.
    var section: KeySection?
    let read: Reader
}

extension ValueRule {
    static func text(_ rule: TextRule<Value>, type: String = "string") -> Self {
        ValueRule(type: type, expected: rule.expected) { value, decoder in decoder.text(value, rule) }
    }

    /// One of some words.
    static func word(of words: [(String, Value)]) -> Self {
        ValueRule(type: "word", expected: "one of " + words.map(\.0).joined(separator: ", ")) { value, decoder in
            decoder.word(value, of: words)
        }
    }

    /// Any number of some words.
    static func words<Word>(of words: [(String, Word)], called content: String) -> Self where Value == [Word] {
        let expected = "any of " + words.map(\.0).joined(separator: ", ")
        return ValueRule(type: "list of words", expected: expected) { value, decoder in
            decoder.words(value, of: words, called: content)
        }
    }

    /// A mapping with keys of its own.
    static func section(
        _ section: KeySection, _ read: @escaping @Sendable (ConfigurationMapping, inout ConfigurationDecoder) -> Value?
    ) -> Self {
        ValueRule(type: "mapping", expected: "a mapping", section: section) { value, decoder in
            decoder.mapping(value, keys: section.names).flatMap { read($0, &decoder) }
        }
    }
}

extension ValueRule<Duration> {
    static func duration(_ rule: TextRule<Duration>) -> Self {
        ValueRule(type: "duration", expected: rule.expected) { value, decoder in decoder.duration(value, rule) }
    }
}

extension ValueRule<Int> {
    static func integer(in range: ClosedRange<Int>) -> Self {
        ValueRule(type: "integer", expected: ConfigurationDecoder.expectation(of: range)) { value, decoder in
            decoder.integer(value, in: range)
        }
    }
}

extension ValueRule<Double> {
    static func number(_ expected: String, where fits: @escaping @Sendable (Double) -> Bool) -> Self {
        ValueRule(type: "number", expected: expected) { value, decoder in
            decoder.number(value, expected: expected, where: fits)
        }
    }
}

extension ValueRule<Bool> {
    /// A boolean in any spelling of YAML 1.1.
    static let flag = ValueRule(type: "boolean", expected: "true or false") { value, decoder in decoder.flag(value) }
}
