import TencentCloud

/// The key pairs of simulated accounts: the same on every machine and good for nothing else.
enum BuiltInCredentials {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The pair of an account, counted from 1.
    static func credential(ofAccount number: Int) -> Credential {
        var generator = SplitMix64(seed: 0x4D50_5353_696D_0000 + UInt64(number))
        let id = "AKID" + word(length: 32, using: &generator)
        return Credential(secretID: id, secretKey: Secret(word(length: 32, using: &generator)))
    }

    private static func word(length: Int, using generator: inout SplitMix64) -> String {
        String(decoding: (0..<length).map { _ in letters[Int(generator.next() % 62)] }, as: UTF8.self)
    }
}
