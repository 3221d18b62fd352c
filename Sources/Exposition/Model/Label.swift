/// A label of a series or of an exemplar.
package struct Label: Hashable, Sendable {
    /// Letters, digits and underscores; does not start with a digit or an underscore.
    package var name: String
    /// Any text. An empty value means the same as no label.
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
