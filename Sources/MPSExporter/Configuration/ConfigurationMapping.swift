/// A mapping of the configuration file whose keys were found to be known and to stand once.
struct ConfigurationMapping {
    let value: ConfigurationValue
    private let entries: [String: ConfigurationValue]

    init(value: ConfigurationValue, entries: [String: ConfigurationValue]) {
        self.value = value
        self.entries = entries
    }

    /// The value under a key; nil if the key is not there, or as good as that.
    subscript<Value>(key: ConfigurationKey<Value>) -> ConfigurationValue? {
        guard let value = entries[key.name] else { return nil }
        switch key.absence {
        case .missing: return value
        case .withoutValue: return value.scalar?.type == .null ? nil : value
        case .withoutText: return value.scalar?.type == .null || value.scalar?.text == "" ? nil : value
        }
    }
}
