/// Reads what `VarintWriter` wrote; anything else is an error, never a trap.
struct VarintReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func readInteger() throws(MalformedBlob) -> Int64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < bytes.count else { throw MalformedBlob() }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))) }
        }
        throw MalformedBlob()
    }

    /// A count of elements that follow, each at least one byte long.
    mutating func readCount() throws(MalformedBlob) -> Int {
        let count = try readInteger()
        guard count >= 0, count <= Int64(bytes.count - position) else { throw MalformedBlob() }
        return Int(count)
    }

    /// A number of observations, which is added to `total`. No ledger reaches 2^53 of anything.
    mutating func readTally(into total: inout Int64) throws(MalformedBlob) -> Int64 {
        let tally = try readInteger()
        guard tally >= 0, tally < (1 << 53) - total else { throw MalformedBlob() }
        total += tally
        return tally
    }

    mutating func readText() throws(MalformedBlob) -> String {
        let count = try readCount()
        defer { position += count }
        return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
    }
}
