/// Gives the RequestId of each reply: random UUIDs (RFC 9562, version 4) of a seeded sequence.
struct RequestIDSource: Sendable {
    private var generator: Xoshiro256
    private static let hexDigits = Array("0123456789abcdef".utf8)

    init(seed: UInt64) {
        generator = Xoshiro256(seed: seed)
    }

    mutating func next() -> String {
        let high = generator.next() & ~0xF000 | 0x4000
        let low = generator.next() & ~(0xC0 << 56) | (0x80 << 56)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            let word = index < 16 ? high : low
            text.append(Self.hexDigits[Int(word >> UInt64(60 - index % 16 * 4) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
