/// Answers requests.
package protocol RequestHandler: Sendable {
    /// The answer to a request of any method and path. It is called on a server thread, which serves other clients too,
    /// so it must not block: what takes time is `.later`.
    func answer(to request: borrowing ServerRequest) -> ServerAnswer
}
