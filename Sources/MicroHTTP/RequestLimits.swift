/// What a client may send.
struct RequestLimits: Sendable {
    /// Most bytes of request line and header fields; more is answered with 431.
    let headerBytes: Int

    /// Most bytes of a body; more is answered with 413.
    let bodyBytes: Int
}
