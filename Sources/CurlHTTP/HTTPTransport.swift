/// What makes HTTP calls: libcurl in the program, a stand-in in tests.
package protocol HTTPTransport: Sendable {
    /// Makes one call and returns the whole answer, whatever its status.
    ///
    /// Cancelling the task ends the call promptly with ``HTTPTransportError/cancelled``. No error text ever holds the
    /// value of a request's header field or its body.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}
