import MPSExporter
import Testing

@Suite struct `Mutated configuration` {
    /// SplitMix64: the same sequence on every machine.
    private struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let fragments = [
        "*a", "&a ", "!!int ", "!x ", "<<: ", "? ", "- ", ": ", "\n", "\t", "{", "}", "[", "]", "'", "\"", "|\n", ">\n",
        "%YAML 1.2\n", "---\n", "...\n", "\u{FEFF}", "\0", "ü", "#", "\\u", "9999999999999999999", ".inf", "-", "~",
    ].map { Array($0.utf8) }

    private static func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: place)
            case 2: bytes.insert(.random(in: 0...255, using: &generator), at: place)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...place, using: &generator))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    /// Either a configuration that keeps the rules, or at least one line that says where it does not.
    private static func holds(_ bytes: [UInt8]) -> Bool {
        do throws(ConfigurationError) {
            let configuration = try ConfigurationFixture.load(bytes)
            let names = configuration.accounts.map(\.name)
            return !names.isEmpty && Set(names).count == names.count && !names.contains("")
                && configuration.accounts.allSatisfy { $0.pollInterval >= .seconds(1) && $0.rateLimit >= 0.01 }
                && ConfigurationFixture.refusal(of: configuration.maskedYAML) == []
        } catch {
            return !error.problems.isEmpty
                && error.problems.allSatisfy { $0.description.hasPrefix("mps.yml") && !$0.description.contains("\n") }
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `is taken whole or refused with lines, and never crashes`(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let original = Array(ConfigurationFixture.complete.utf8)
        var refused = 0
        for round in 0..<600 {
            let bytes = Self.mutated(original, using: &generator)
            #expect(Self.holds(bytes), "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
            refused += ConfigurationFixture.refusal(of: bytes).isEmpty ? 0 : 1
        }
        #expect((100..<600).contains(refused))
    }
}
