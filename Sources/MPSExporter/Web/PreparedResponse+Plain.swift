internal import MicroHTTP

extension PreparedResponse {
    /// A short text for people and scripts.
    static func plain(
        _ status: Int, _ text: String, _ handler: HTTPActivity.Handler, fields: [(String, String)] = []
    ) -> PreparedResponse {
        PreparedResponse(
            status: status,
            fields: [
                ("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ] + fields,
            body: Array(text.utf8), tag: handler.rawValue)
    }
}
