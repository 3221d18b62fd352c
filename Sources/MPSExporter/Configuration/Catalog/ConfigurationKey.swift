/// A key of a configuration file with its rule: the decoder reads by it and the reference is made of it.
struct ConfigurationKey<Value: Sendable>: Sendable {
    let rule: ValueRule<Value>
    let absence: KeyAbsence
    let definition: KeyDefinition

    /// - Parameter meaning: what the key is for, in the reference.
    init(
        _ name: String, _ rule: ValueRule<Value>, unit: String? = nil, standard: KeyDefault, example: String? = nil,
        absence: KeyAbsence = .missing, _ meaning: String
    ) {
        self.rule = rule
        self.absence = absence
        definition = KeyDefinition(
            name: name, type: rule.type, unit: unit, expected: rule.expected, standard: standard, example: example,
            meaning: meaning, section: rule.section)
    }

    var name: String { definition.name }
}
