/// Percent-decoding (RFC 3986 §2.1) that accepts everything: an escape that is none stays as it is, and bytes that are
/// not UTF-8 become U+FFFD.
enum PercentDecoding {
    /// The decoded text. "+" stays "+".
    static func string(from encoded: UnsafeRawBufferPointer) -> String {
        guard unsafe encoded.contains(UInt8(ascii: "%")) else {
            return unsafe String(decoding: encoded, as: UTF8.self)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var index = 0
        while index < encoded.count {
            let byte = unsafe encoded[index]
            if byte == UInt8(ascii: "%"), index + 2 < encoded.count,
                let high = digit(unsafe encoded[index + 1]), let low = digit(unsafe encoded[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(byte)
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
