/// The wire format of protobuf (https://protobuf.dev/programming-guides/encoding/), as far as metrics need it.
extension ExpositionBuffer {
    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
    }

    /// A number in groups of seven bits, the lowest first.
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// A signed number for `sint32` and `sint64`: small magnitudes become small numbers.
    mutating func append(zigzag number: Int64) {
        append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func append(field: UInt64, varint number: UInt64) {
        appendTag(field, .varint)
        append(varint: number)
    }

    mutating func append(field: UInt64, zigzag number: Int64) {
        appendTag(field, .varint)
        append(zigzag: number)
    }

    mutating func append(field: UInt64, double number: Double) {
        appendTag(field, .fixed64)
        var rest = number.bitPattern
        for _ in 0..<8 {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func append(field: UInt64, string text: String) {
        appendTag(field, .lengthDelimited)
        append(varint: UInt64(text.utf8.count))
        append(text)
    }

    /// A message, or packed numbers, that the closure appends.
    mutating func append(field: UInt64, message body: (inout ExpositionBuffer) -> Void) {
        appendTag(field, .lengthDelimited)
        appendDelimited(body)
    }

    /// What the closure appends, with its length before it.
    mutating func appendDelimited(_ body: (inout ExpositionBuffer) -> Void) {
        let lengthPosition = bytes.count
        append(0)
        body(&self)
        let length = bytes.count - lengthPosition - 1
        if length < 0x80 {
            setByte(at: lengthPosition, to: UInt8(length))
        } else {
            // Most messages are short, so it is cheaper to move a long one than to measure each in advance.
            var prefix = ExpositionBuffer()
            prefix.append(varint: UInt64(length))
            replaceByte(at: lengthPosition, with: prefix)
        }
    }

    private mutating func appendTag(_ field: UInt64, _ type: WireType) {
        append(varint: field << 3 | type.rawValue)
    }
}
