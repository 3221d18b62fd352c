/// What is wrong with a header field that the library lets through, and makes the request one thing for it and may make it
/// another for a proxy on the way (RFC 9112 §11.2).
enum FieldFault: String {
    /// The name has a blank in it or behind it (RFC 9112 §5.1).
    case blankInName = "a header field's name must not have a blank"

    /// The end of a body cannot be known of any other coding than the one that the library knows, by its very letters; it
    /// would wait for the connection's end (RFC 9112 §6.3).
    case unknownTransferCoding = "a Transfer-Encoding must be chunked and nothing else"

    private static let transferEncoding = "transfer-encoding"
    private static let chunked = "chunked"

    /// The fault of one field in the library's memory; nil for a good one.
    init?(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        if unsafe name.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            self = .blankInName
        } else if unsafe Self.is(name, Self.transferEncoding), unsafe !Self.is(value, Self.chunked) {
            self = .unknownTransferCoding
        } else {
            return nil
        }
    }

    /// Whether bytes are a word, in small letters or capitals.
    private static func `is`(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
        guard bytes.count == word.utf8.count else { return false }
        return unsafe bytes.elementsEqual(word.utf8) { $0 == $1 || $0 | 0x20 == $1 && $0 > 0x40 }
    }
}
