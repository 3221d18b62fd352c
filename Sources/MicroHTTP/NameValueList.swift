/// Header fields, taken over from the library's memory one by one.
struct NameValueList {
    /// A name with its value.
    typealias Pair = (name: String, value: String?)

    /// What was taken over so far.
    private(set) var pairs: [Pair] = []

    /// Takes over one pair.
    mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?) {
        unsafe pairs.append((string(name), value.map { unsafe string($0) }))
    }

    /// The value of a field without the white space at its end, which the library leaves there (RFC 9110 §5.5).
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var count = bytes.count
        while count > 0, unsafe bytes[count - 1] == UInt8(ascii: " ") || bytes[count - 1] == UInt8(ascii: "\t") {
            count -= 1
        }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[..<count])
    }

    private func string(_ bytes: UnsafeRawBufferPointer) -> String {
        unsafe String(decoding: Self.trimmed(bytes), as: UTF8.self)
    }
}
