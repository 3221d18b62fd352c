/// One header field of a request or a response.
package struct HTTPField: Sendable, Equatable {
    /// The name as written; names compare without regard to case (RFC 9110 §5.1).
    package var name: String

    /// The value without the whitespace around it.
    package var value: String

    /// Takes the field as it is; what cannot be sent is refused by ``HTTPTransport/send(_:)``.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
