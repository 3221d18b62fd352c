/// One header field of a request or a response.
///
/// Its text shows no value of a field that carries credentials, so that neither a log nor a crash message can.
package struct HTTPField: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private static let secret: Set<String> = ["authorization", "proxy-authorization", "x-tc-token"]

    /// The name as written; names compare without regard to case (RFC 9110 §5.1).
    package var name: String

    /// The value without the whitespace around it.
    package var value: String

    /// Takes the field as it is; what cannot be sent is refused by ``HTTPTransport/send(_:)``.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    package var description: String {
        "\(name): \(Self.secret.contains(name.lowercased()) ? "<redacted>" : value)"
    }

    package var customMirror: Mirror {
        Mirror(self, children: [])
    }
}
