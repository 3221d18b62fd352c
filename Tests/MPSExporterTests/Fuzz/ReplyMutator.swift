/// Spoils replies as broken servers and wires do: bytes changed, dropped, doubled or moved, ends cut off.
struct ReplyMutator {
    private var random: SeededGenerator
    private static let structural = Array(#"{}[]",:\u0123456789truefalsn.-+eE "#.utf8)

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
            change(&bytes)
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, position + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[position] = Self.structural.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(Self.structural.randomElement(using: &random) ?? 0, at: position)
        case 4: bytes.insert(contentsOf: Array(bytes[position..<end]), at: position)
        case 5: bytes.removeSubrange(position..<end)
        case 6: bytes[position..<end].reverse()
        default: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random) / 4)
        }
    }

    mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }
}
