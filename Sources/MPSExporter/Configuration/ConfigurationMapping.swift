/// A mapping of the configuration file whose keys were found to be known and to stand once.
struct ConfigurationMapping {
    let value: ConfigurationValue
    private let entries: [String: ConfigurationValue]

    init(value: ConfigurationValue, entries: [String: ConfigurationValue]) {
        self.value = value
        self.entries = entries
    }

    subscript(key: String) -> ConfigurationValue? {
        entries[key]
    }
}
