/// Steele, Lea and Flood's SplitMix64: one word of state, made for drawing a task's own numbers from its seed.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator whose whole sequence follows from `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// The finaliser of SplitMix64: a bijection of 64-bit words in which every bit of the result hangs on all of `word`.
    package static func mixed(_ word: UInt64) -> UInt64 {
        var word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// The word that `mixed(_:)` turns into `word`.
    package static func unmixed(_ word: UInt64) -> UInt64 {
        var word = (word ^ (word >> 31) ^ (word >> 62)) &* 0x3196_42B2_D24D_8EC3
        word = (word ^ (word >> 27) ^ (word >> 54)) &* 0x96DE_1B17_3F11_9089
        return word ^ (word >> 30) ^ (word >> 60)
    }
}
