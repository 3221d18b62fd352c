/// A string that must not be seen: every way of turning it into text gives a mask, except `reveal()`.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) {
        self.value = value
    }

    /// The secret itself, for the one place that needs it: signing, or the header that carries a token.
    package func reveal() -> String {
        value
    }

    package var description: String {
        "<redacted>"
    }

    package var debugDescription: String {
        description
    }

    package var customMirror: Mirror {
        Mirror(self, children: [])
    }
}
