/// A request as the handler sees it.
///
/// It looks into memory of the connection and nothing is copied before it is asked for, so it is valid only while the
/// handler runs. It cannot be copied and is only lent, so the compiler keeps it from living longer: what an answer that
/// is given later needs has to be taken out before.
package struct ServerRequest: ~Copyable {
    private let head: RequestHead
    private let requestQuery: RequestQuery

    /// The whole body, empty if there is none.
    package let body: [UInt8]

    init(head: RequestHead, query: RequestQuery, body: [UInt8]) {
        self.head = head
        requestQuery = query
        self.body = body
    }

    /// The method as the client wrote it, such as "GET".
    package var method: String {
        head.method
    }

    /// The path, percent-decoded once, without query. Escapes that are none stay as they are, bytes that are not UTF-8
    /// become U+FFFD.
    package var path: String {
        head.path
    }

    /// Whether `path` is this one byte by byte, without the allocation that `path` can need.
    package func isPath(_ path: String) -> Bool {
        head.isPath(path)
    }

    /// Whether `method` is this one.
    package func isMethod(_ method: String) -> Bool {
        head.isMethod(method)
    }

    /// The arguments of the query in their order, decoded as forms are; the value is nil for an argument without "=".
    package var query: [(name: String, value: String?)] {
        requestQuery.arguments
    }

    /// All header fields in their order.
    package var fields: [(name: String, value: String)] {
        head.fields.map { ($0.name, $0.value ?? "") }
    }

    /// The first value of a header field, whose name may be in any case.
    package func field(_ name: String) -> String? {
        head.field(name)
    }

    /// The value of a header field that is a list, such as Accept: several fields of that name count as one, their
    /// values joined by commas (RFC 9110 §5.3).
    package func combinedField(_ name: String) -> String? {
        head.combinedField(name)
    }

    /// Whether `combinedField(name)` is this value byte by byte, or nil for nil, without the allocation that it needs
    /// if there is but one field of that name: to ask whether a client wants what the one before wanted.
    package func combinedField(_ name: String, equals value: String?) -> Bool {
        head.combinedField(name, equals: value)
    }

    /// The numeric address of the client without port; empty if it is no internet address.
    package var remoteAddress: String {
        head.remoteAddress
    }
}
