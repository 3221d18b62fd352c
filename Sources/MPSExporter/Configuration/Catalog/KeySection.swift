/// A mapping of a configuration file: the keys that it may have.
package struct KeySection: Sendable {
    /// The keys, in the order of the reference.
    package let keys: [KeyDefinition]
    /// Whether the file has a list of such mappings.
    package let isList: Bool

    /// A section with these keys.
    package init(_ keys: [KeyDefinition], isList: Bool = false) {
        self.keys = keys
        self.isList = isList
    }

    /// The names of the keys: any other is an error.
    var names: [String] { keys.map(\.name) }
}
