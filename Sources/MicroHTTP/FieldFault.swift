/// What is wrong with a header field that the library lets through, and makes the request one thing for it and may make it
/// another for a proxy on the way (RFC 9112 §11.2).
enum FieldFault: String {
    /// The name has a blank in it or behind it (RFC 9112 §5.1).
    case blankInName = "a header field's name must not have a blank"

    /// The end of a body cannot be known of any other coding than the one that the library knows, by its very letters; it
    /// would wait for the connection's end (RFC 9112 §6.3).
    case unknownTransferCoding = "a Transfer-Encoding must be chunked and nothing else"

    /// The fault of one field in the library's memory; nil for a good one.
    init?(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        if unsafe name.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            self = .blankInName
        } else if unsafe RequestHead.areEqualInAnyCase(name, "transfer-encoding"),
            unsafe !RequestHead.areEqualInAnyCase(value, "chunked")
        {
            self = .unknownTransferCoding
        } else {
            return nil
        }
    }
}
