/// Turns task numbers into ids of MPS's form, `1256000001-WorkflowTask-<32 hex digits>tt0`, and back.
///
/// The hex digits are the number and a check over it, both scrambled with the account's seed: ids of other accounts or made
/// up ones are not taken for tasks.
struct TaskIdentity: Sendable {
    private let prefixes: [[UInt8]]
    private let key: UInt64
    private static let suffix = Array("tt0".utf8)
    private static let hexDigits = Array("0123456789abcdef".utf8)

    init(accountNumber: UInt64, seed: UInt64, types: [String]) {
        prefixes = types.map { Array("\(accountNumber)-\($0)-".utf8) }
        key = SplitMix64.mixed(seed ^ (accountNumber << 20))
    }

    /// The UTF-8 bytes of the id of a task.
    func id(of number: Int, type: Int) -> [UInt8] {
        let scrambled = SplitMix64.mixed(UInt64(number) ^ key)
        var id = prefixes[type]
        id.reserveCapacity(id.count + 35)
        Self.append(scrambled, to: &id)
        Self.append(SplitMix64.mixed(scrambled ^ key), to: &id)
        id += Self.suffix
        return id
    }

    /// The number in an id, if it is one that `id(of:type:)` gives.
    func number(in id: [UInt8]) -> (number: Int, type: Int)? {
        guard id.count > 35, Array(id.suffix(3)) == Self.suffix,
            let type = prefixes.firstIndex(of: Array(id.dropLast(35))),
            let scrambled = Self.word(id[(id.count - 35)..<(id.count - 19)]),
            let check = Self.word(id[(id.count - 19)..<(id.count - 3)]),
            check == SplitMix64.mixed(scrambled ^ key)
        else { return nil }
        return Int(exactly: SplitMix64.unmixed(scrambled) ^ key).map { ($0, type) }
    }

    /// A token that says where a listing goes on without naming a task.
    func token(for place: Int, in phase: TaskPhase) -> [UInt8] {
        var token: [UInt8] = []
        Self.append(SplitMix64.mixed((UInt64(place) << 2 | UInt64(phase.rawValue)) ^ ~key), to: &token)
        return token
    }

    /// The place in such a token; nil if it belongs to another listing or was made up.
    func place(in token: [UInt8], of phase: TaskPhase) -> Int? {
        guard token.count == 16, let word = Self.word(token[...]) else { return nil }
        let value = SplitMix64.unmixed(word) ^ ~key
        guard value & 3 == UInt64(phase.rawValue), value >> 42 == 0 else { return nil }
        return Int(value >> 2)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) { bytes.append(hexDigits[Int(word >> UInt64(shift) & 15)]) }
    }

    private static func word(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var word: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return word
    }
}
