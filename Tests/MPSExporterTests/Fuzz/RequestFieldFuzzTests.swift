import Foundation
import MPSExporter
import Testing

/// What a request says of itself, spoiled: passwords and names of metrics.
@Suite struct RequestFieldFuzzTests {
    private static let characters = Array("Basic basic:=+/ \tAZaz09-_é\0")

    @Test func `any name and password come through`() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<Effort.of(debug: 2_000, release: 20_000, torture: 500_000) {
            let name = bytes(&random).filter { $0 != UInt8(ascii: ":") }
            let password = bytes(&random)
            let encoded = Data(name + [UInt8(ascii: ":")] + password).base64EncodedString()
            let credentials = BasicCredentials("Basic \(encoded)")
            #expect(credentials?.name == name && credentials?.password == password)
        }
    }

    @Test func `what is read from a spoiled field is what it says`() {
        var random = SeededGenerator(seed: 22)
        var read = 0
        let goal = Effort.of(debug: 4_000, release: 40_000, torture: 1_000_000)
        for _ in 0..<goal {
            let encoded = Data(bytes(&random) + [UInt8(ascii: ":")] + bytes(&random)).base64EncodedString()
            var field = Array("Basic \(encoded)")
            for _ in 0..<random.pick([1, 1, 2, 5]) {
                let position = Int.random(in: 0..<field.count, using: &random)
                switch random.pick([0, 1, 2]) {
                case 0: field[position] = random.pick(Self.characters)
                case 1: field.insert(random.pick(Self.characters), at: position)
                default: if field.count > 1 { field.remove(at: position) }
                }
            }
            guard let credentials = BasicCredentials(String(field)) else { continue }
            read += 1
            let whole = credentials.name + [UInt8(ascii: ":")] + credentials.password
            #expect(!credentials.name.contains(UInt8(ascii: ":")))
            #expect(Data(base64Encoded: String(field.dropFirst(6))) == Data(whole))
        }
        #expect(read > goal / 20)
    }

    @Test func `a query is a set of few names, none of them made up`() {
        var random = SeededGenerator(seed: 23)
        let keys = ["name[]", "name[]", "name[]", "name", "name[", "NAME[]", "", "name[]\0", "é"]
        for _ in 0..<Effort.of(debug: 100, release: 1_000, torture: 50_000) {
            let arguments = (0..<random.pick([0, 1, 5, 130, 300])).map { _ in
                (
                    name: random.pick(keys),
                    value: random.chance(10) ? nil : String(decoding: bytes(&random), as: UTF8.self)
                )
            }
            let values = arguments.filter { $0.name == "name[]" }.map { $0.value ?? "" }
            let expected: FamilyQuery =
                values.isEmpty ? .all : values.count > 100 ? .excessive(values.count) : .named(Set(values))
            #expect(FamilyQuery(arguments) == expected)
        }
    }

    private func bytes(_ random: inout SeededGenerator) -> [UInt8] {
        (0..<random.pick([0, 1, 2, 3, 8, 40])).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
