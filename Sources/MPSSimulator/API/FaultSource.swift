/// Decides which calls fail, and how.
struct FaultSource: Sendable {
    var share: Double
    var kinds: [FaultKind]
    private var generator: Xoshiro256

    init(share: Double, kinds: [FaultKind], seed: UInt64) {
        self.share = share
        self.kinds = kinds
        generator = Xoshiro256(seed: seed)
    }

    /// What is wrong with the next call; nil for nothing.
    mutating func next() -> FaultKind? {
        let fails = generator.nextBool(probability: share)
        let kind = kinds.randomElement(using: &generator)
        return fails ? kind : nil
    }

    /// A length less than `length`, where a body breaks off.
    mutating func cut(_ length: Int) -> Int {
        length > 0 ? Int.random(in: 0..<length, using: &generator) : 0
    }
}
