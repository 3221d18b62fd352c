import CMicrohttpd

/// A response that is made once and sent any number of times, by any number of threads, without copying its body.
///
/// The library counts who uses it: sends that are under way keep the bytes alive after the last Swift reference is gone.
/// Sendable without the compiler's help, because the pointer never changes and the response behind it is never changed
/// after `init`.
@safe package final class PreparedResponse: @unchecked Sendable {
    /// The HTTP status code.
    package let status: Int

    /// A number of the caller's choice that a `RequestObserver` is told; 0 is what the server's own refusals have.
    package let tag: Int

    private let pointer: OpaquePointer
    private let fields: [(name: String, value: String)]
    private let body: ResponseBody

    /// Copies the body once, into the response. Content-Length, Date and Connection are added when it is sent, and HEAD
    /// gets the same without the body.
    /// - Precondition: `status` is 200 to 599 and `isValid` holds for every field.
    package convenience init(status: Int, fields: [(String, String)], body: [UInt8], tag: Int = 0) {
        precondition((200...599).contains(status), "A response needs a final HTTP status, not \(status).")
        self.init(
            status: status, fields: fields.map { (name: $0, value: $1) }, body: ResponseBody(body), tag: tag)
    }

    private init(status: Int, fields: [(name: String, value: String)], body: ResponseBody, tag: Int) {
        let reference = unsafe Unmanaged.passRetained(body)
        let created = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
            body.bytes.count, body.bytes.baseAddress,
            { unsafe $0.map { unsafe Unmanaged<ResponseBody>.fromOpaque($0).release() } }, reference.toOpaque())
        guard let response = unsafe created else {
            preconditionFailure("There must be memory for a response.")
        }
        for (name, value) in fields {
            precondition(Self.isValid(name: name, value: value), "The field \(name) must be one that can be sent.")
            let added = unsafe MHD_add_response_header(response, name, value)
            precondition(added == .YES, "There must be memory for the field \(name).")
        }
        self.status = status
        self.tag = tag
        self.fields = fields
        self.body = body
        unsafe pointer = response
    }

    /// The same response with further fields, except those whose names it has; the body is shared.
    package func with(_ further: [(name: String, value: String)]) -> PreparedResponse {
        let names = fields.map { $0.name.lowercased() }
        let new = further.filter { !names.contains($0.name.lowercased()) }
        return PreparedResponse(status: status, fields: fields + new, body: body, tag: tag)
    }

    deinit {
        unsafe MHD_destroy_response(pointer)
    }

    /// A copy of the body, for those who look at a response instead of sending it.
    package var bodyCopy: [UInt8] {
        unsafe Array(body.bytes)
    }

    /// Whether a response can have this field: a token with a value of visible text (RFC 9110 §5), and not one of those
    /// that the server sets itself. To be asked about fields that come from a configuration.
    package static func isValid(name: String, value: String) -> Bool {
        let isToken = !name.isEmpty && name.utf8.allSatisfy(Self.isTokenByte)
        let isText = !value.isEmpty && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        return isToken && isText && !["content-length", "transfer-encoding"].contains(name.lowercased())
    }

    /// A refusal by the server itself: one line of text.
    static func refusal(_ status: Int, _ reason: String) -> PreparedResponse {
        PreparedResponse(
            status: status,
            fields: [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")],
            body: Array("\(reason)\n".utf8))
    }

    /// Queues the response. Only on the connection's server thread, during a call of the access handler.
    func queue(on connection: OpaquePointer) -> MHD_Result {
        unsafe MHD_queue_response(connection, UInt32(status), pointer)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
