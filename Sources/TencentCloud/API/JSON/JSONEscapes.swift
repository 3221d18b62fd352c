/// The escapes inside JSON strings (RFC 8259 §7).
enum JSONEscapes {
    /// How many bytes the escape at `position` takes, backslash included; nil if it is none.
    ///
    /// A surrogate must be half of a pair; the pair counts as one escape.
    static func length(at position: Int, in bytes: [UInt8]) -> Int? {
        guard position + 1 < bytes.count else { return nil }
        guard bytes[position + 1] == UInt8(ascii: "u") else {
            return simple(bytes[position + 1]) == nil ? nil : 2
        }
        guard let unit = codeUnit(bytes[...], at: position) else { return nil }
        guard (0xD800...0xDFFF).contains(unit) else { return 6 }
        guard unit < 0xDC00, position + 11 < bytes.count, bytes[position + 6] == UInt8(ascii: "\\"),
            bytes[position + 7] == UInt8(ascii: "u"), let low = codeUnit(bytes[...], at: position + 6),
            (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return 12
    }

    /// The bytes that a string with checked escapes stands for.
    static func resolved(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var units: [UInt16] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == UInt8(ascii: "\\"), let unit = codeUnit(bytes, at: position) {
                units.append(unit)
                position += 6
                continue
            }
            flush(&units, into: &text)
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.endIndex {
                text.append(simple(bytes[position + 1]) ?? bytes[position + 1])
                position += 2
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        flush(&units, into: &text)
        return text
    }

    private static func flush(_ units: inout [UInt16], into text: inout [UInt8]) {
        guard !units.isEmpty else { return }
        text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        units.removeAll()
    }

    /// The code unit of `\u` with four hexadecimal digits; nil if these do not stand at `position`.
    private static func codeUnit(_ bytes: ArraySlice<UInt8>, at position: Int) -> UInt16? {
        guard position + 5 < bytes.endIndex, bytes[position + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[(position + 2)...(position + 5)] {
            guard let digit = hexDigit(byte) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func simple(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}
