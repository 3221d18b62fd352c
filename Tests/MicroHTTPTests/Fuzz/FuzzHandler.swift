import MicroHTTP

/// Looks at all of each request and answers in every way that there is, with bodies that can be told apart.
struct FuzzHandler {
    private let limit = ConcurrencyLimit(1000, refusal: .text("too many", status: 503))

    /// A handler for a test's server.
    var handler: ClosureHandler {
        ClosureHandler { request in
            let response = Self.response(to: request)
            return switch request.path.utf8.count % 8 {
            case 0: .later { response }
            case 1: .limited(response, by: limit)
            case 2: .limitedLater(by: limit) { response }
            default: .now(response)
            }
        }
    }

    /// Refuses some requests, admits the others with a further field, at once or later.
    struct Gate: RequestGate {
        func admit(_ request: borrowing ServerRequest) -> Admission {
            let fields = [(name: "X-Gate", value: "open")]
            guard let field = request.field("Authorization") else { return .now(.admitted(fields: fields)) }
            let isRefused = !field.hasPrefix("Basic ")
            return .later {
                isRefused ? .refused(.text("who?", status: 401)) : .admitted(fields: fields)
            }
        }
    }

    /// A sum of bytes as text (FNV-1a).
    static func sum(of bytes: some Sequence<UInt8>) -> String {
        "\(bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })"
    }

    private static func response(to request: borrowing ServerRequest) -> PreparedResponse {
        let parts =
            [request.method, request.path, request.remoteAddress]
            + request.query.map { "\($0.name)=\($0.value ?? "-")" }
            + request.fields.map { "\($0.name): \($0.value)" }
        let body = Array(parts.joined(separator: "\n").utf8) + request.body
        let method = request.isMethod("HEAD") ? "HEAD" : "other"
        return PreparedResponse(
            status: isConsistent(request) ? 200 : 500, fields: [("X-Method", method), ("X-Sum", sum(of: body))],
            body: body)
    }

    private static func isMended(_ text: String) -> Bool {
        text.unicodeScalars.contains("\u{FFFD}")
    }

    /// Whether each way of asking for the same thing has the same answer. Text that was no UTF-8 cannot be asked for.
    private static func isConsistent(_ request: borrowing ServerRequest) -> Bool {
        let (path, method) = (request.path, request.method)
        guard isMended(path) || request.isPath(path), isMended(method) || request.isMethod(method) else { return false }
        for field in request.fields where !isMended(field.name) && !field.name.isEmpty {
            guard let first = request.field(field.name), let list = request.combinedField(field.name) else {
                return false
            }
            guard isMended(list) || request.combinedField(field.name, equals: list), list.hasPrefix(first) else {
                return false
            }
        }
        return request.field("never sent") == nil && request.combinedField("never sent", equals: nil)
    }
}
