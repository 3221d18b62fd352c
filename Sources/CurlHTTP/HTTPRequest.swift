/// One HTTP call to make.
package struct HTTPRequest: Sendable {
    /// The methods this product needs.
    package enum Method: String, Sendable {
        /// Carries no body.
        case get = "GET"
        /// Carries ``HTTPRequest/body``, which may be empty.
        case post = "POST"
    }

    /// What to ask of the server.
    package var method: Method

    /// An absolute `http` or `https` URL without user name and password.
    package var url: String

    /// Sent in this order. `Host`, `User-Agent` and `Accept-Encoding` have defaults that a field here replaces;
    /// `Content-Length`, `Transfer-Encoding`, `Connection` and `Expect` belong to the transport and are refused.
    package var fields: [HTTPField]

    /// Sent byte for byte.
    package var body: [UInt8]

    /// For the whole call, a second attempt included; nil takes the transport's own.
    package var timeout: Duration?

    /// Takes the parts as they are; what cannot be sent is refused by ``HTTPTransport/send(_:)``.
    package init(
        method: Method, url: String, fields: [HTTPField] = [], body: [UInt8] = [], timeout: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.timeout = timeout
    }
}
