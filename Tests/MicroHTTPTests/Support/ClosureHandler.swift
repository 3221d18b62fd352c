import MicroHTTP

/// A handler made of a closure.
struct ClosureHandler: RequestHandler {
    private let closure: @Sendable (borrowing ServerRequest) -> ServerAnswer

    init(_ closure: @escaping @Sendable (borrowing ServerRequest) -> ServerAnswer) {
        self.closure = closure
    }

    func answer(to request: borrowing ServerRequest) -> ServerAnswer {
        closure(request)
    }
}

extension PreparedResponse {
    /// A text response.
    static func text(_ body: String, status: Int = 200, tag: Int = 0) -> PreparedResponse {
        PreparedResponse(
            status: status, fields: [("Content-Type", "text/plain; charset=utf-8")], body: Array(body.utf8), tag: tag)
    }
}
