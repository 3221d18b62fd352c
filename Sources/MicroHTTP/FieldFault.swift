/// What is wrong with the header fields of a request that the library lets through: it makes the request one thing for it and
/// may make it another for a proxy on the way (RFC 9112 §11.2).
enum FieldFault: String {
    /// The name has a blank in it or behind it (RFC 9112 §5.1).
    case blankInName = "a header field's name must not have a blank"

    /// A field has a control character, such as a CR, which ends a line for some (RFC 9110 §5.5).
    case controlCharacter = "a header field must not have control characters"

    /// The library has read a field no further than to a zero byte, or has not joined the lines over which it goes
    /// (RFC 9112 §5.2).
    case unreadBytes = "a header field must not have zero bytes nor go over several lines"

    /// The end of a body cannot be known of any other coding than the one that the library knows, by its very letters; it
    /// would wait for the connection's end (RFC 9112 §6.3).
    case unknownTransferCoding = "a Transfer-Encoding must be chunked and nothing else"

    /// The body has two ends, and what follows the nearer one may be read as another request (RFC 9112 §6.3).
    case severalLengths = "there must not be several fields Content-Length"

    /// The same of a body that has a length beside its coding (RFC 9112 §6.1).
    case lengthBesideCoding = "there must not be a Content-Length beside a Transfer-Encoding"

    /// A server of HTTP/1.0 on the way does not know codings: its body has another end (RFC 9112 §6.1).
    case codingInOldVersion = "a Transfer-Encoding must not be in an HTTP/1.0 request"

    /// Whom an HTTP/1.1 request is for (RFC 9112 §3.2).
    case noHost = "an HTTP/1.1 request must have a field Host"

    /// The same of any request.
    case severalHosts = "there must not be several fields Host"
}
