/// A pseudo-random permutation of the numbers below 2^26, by a Feistel network: a shuffled order that needs no memory,
/// can be read both ways and never changes.
package struct SeededPermutation: Sendable {
    /// The permuted numbers are below this one; larger ones are taken modulo it.
    package static let domain = 1 << 26
    private static let half: UInt32 = 1 << 13

    private let keys: [UInt64]

    package init(seed: UInt64) {
        var seeds = SplitMix64(seed: seed)
        keys = (0..<4).map { _ in seeds.next() }
    }

    /// Where `number` stands.
    package func place(of number: Int) -> Int {
        var left = UInt32(truncatingIfNeeded: number) / Self.half % Self.half
        var right = UInt32(truncatingIfNeeded: number) % Self.half
        for key in keys {
            (left, right) = (right, left ^ Self.scrambled(right, with: key))
        }
        return Int(left * Self.half + right)
    }

    /// The number below 2^26 that stands at `place`.
    package func number(at place: Int) -> Int {
        var left = UInt32(truncatingIfNeeded: place) / Self.half % Self.half
        var right = UInt32(truncatingIfNeeded: place) % Self.half
        for key in keys.reversed() {
            (left, right) = (right ^ Self.scrambled(left, with: key), left)
        }
        return Int(left * Self.half + right)
    }

    private static func scrambled(_ half: UInt32, with key: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: SplitMix64.mixed(key ^ UInt64(half))) % Self.half
    }
}
