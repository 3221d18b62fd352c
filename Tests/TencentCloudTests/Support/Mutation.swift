/// Small accidents that happen to bytes.
enum Mutation {
    /// A copy with one to three bytes changed, dropped, doubled or inserted, or its end cut off.
    static func mutated(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        let likely = Array(#"{}[]",:\u0123456789truefalsn.-+eE "#.utf8)
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            let byte = likely.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] = byte
            case 1: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.remove(at: position)
            case 3: bytes.insert(byte, at: position)
            case 4: bytes.insert(bytes[position], at: position)
            default: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random) / 8)
            }
        }
        return bytes
    }
}
