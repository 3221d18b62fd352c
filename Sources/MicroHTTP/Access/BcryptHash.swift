internal import CCrypt

/// A password's bcrypt hash, as htpasswd writes it: `$2y$`, `$2b$` or `$2a$`, a cost from 04 to 31, 22 characters of salt
/// and 31 of hash.
package struct BcryptHash: Sendable, Hashable {
    /// The text of the hash.
    package let text: String

    private static let saltEnd = 29
    private static let length = 60

    /// nil if the text is no such hash.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length, bytes.starts(with: "$2".utf8), "aby".utf8.contains(bytes[2]),
            bytes[3] == UInt8(ascii: "$"), bytes[6] == UInt8(ascii: "$"),
            let cost = Int(String(decoding: bytes[4...5], as: UTF8.self)), (4...31).contains(cost),
            bytes[4...5].allSatisfy(Self.isDigit), bytes[7...].allSatisfy(Self.isEncoded)
        else { return nil }
        self.text = text
    }

    /// Whether this is the hash of the password: milliseconds at cost 5, twice as long for each further one. Blocks.
    package func matches(_ password: [UInt8]) -> Bool {
        var output = [CChar](repeating: 0, count: Int(CRYPT_OUTPUT_SIZE))
        // To libcrypt a zero ends the password. It is cut there too, for the time it takes, but does not match.
        var phrase = password.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        let isDone = unsafe mps_crypt(phrase, text, &output)
        for index in phrase.indices { phrase[index] = 0 }
        // The last character of the salt has bits without a meaning, which libcrypt clears, so only the rest is compared.
        let expected = text.utf8.dropFirst(Self.saltEnd)
        let found = output.dropFirst(Self.saltEnd).prefix(expected.count)
        let difference = zip(expected, found).reduce(UInt8(0)) { $0 | ($1.0 ^ UInt8(bitPattern: $1.1)) }
        return isDone && difference == 0 && !password.contains(0)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isEncoded(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte > 0x40
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }
}
