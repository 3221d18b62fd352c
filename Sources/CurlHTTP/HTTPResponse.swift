/// What a server answered; any status is an answer, redirects included.
package struct HTTPResponse: Sendable {
    /// The status code of the final response (RFC 9110 §15).
    package var status: Int

    /// The final response's header fields as they came; trailers are left out. `Content-Encoding` and `Content-Length`
    /// speak of the body as it was on the wire.
    package var fields: [HTTPField]

    /// The body with its content coding undone.
    package var body: [UInt8]

    /// Takes the parts as they are.
    package init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The first value of a field, its name compared without regard to case; nil if there is none.
    package func value(of name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }
}
