import Exposition
import Testing

/// Whatever goes in, only valid scrapes come out.
struct HostileInputTests {
    private static let seeds = UInt64(1)...500

    private static let name = "[a-zA-Z_][a-zA-Z0-9_]*"
    private static let number = #"(?:NaN|[+-]Inf|-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?)"#
    private static let labels = #"\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[n"\\])*",?)*\}"#
    private static let exemplar = " # \(labels) \(number)(?: \(number))?"

    @Test(arguments: [ExpositionFormat.text, .openMetrics])
    func `each line is metadata or the only sample of its series`(_ format: ExpositionFormat) throws {
        let metadata = try Regex("# (?:TYPE|UNIT|HELP) \(Self.name) [^\\n]*").matchingSemantics(.unicodeScalar)
        let sample = try Regex(
            "(\(Self.name)(?:\(Self.labels))?) \(Self.number)(?:\(Self.exemplar))?", as: (Substring, Substring).self
        )
        .matchingSemantics(.unicodeScalar)
        var samples = 0
        for seed in Self.seeds {
            var hostile = HostileFamilies(seed: seed)
            let bytes = renderedBytes(hostile.next(), as: format)
            var seen: Set<[UInt8]> = []
            for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
                let text = String(decoding: line, as: UTF8.self)
                if try metadata.wholeMatch(in: text) != nil { continue }
                let match = try sample.wholeMatch(in: text)
                let series = try #require(match, "seed \(seed): \(text.debugDescription)").output.1
                #expect(seen.insert(Array(series.utf8)).inserted, "seed \(seed): \(text.debugDescription)")
                samples += 1
            }
            #expect(bytes.last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n"))
        }
        #expect(samples > 1000)
    }

    @Test func `protobuf can be read and has the same series`() throws {
        for seed in Self.seeds {
            var hostile = HostileFamilies(seed: seed)
            let families = hostile.next()
            let messages = try ProtobufMessage.delimited(renderedBytes(families, as: .protobuf))
            let set = MetricSet(families)
            #expect(messages.map { $0.string(1) } == set.families.map(\.name))
            #expect(try messages.map { try $0.messages(4).count } == set.families.map(\.metrics.count))
        }
    }

    @Test func `a checked set has nothing left to refuse`() {
        for seed in Self.seeds {
            var hostile = HostileFamilies(seed: seed)
            let set = MetricSet(hostile.next())
            let again = MetricSet(set.families)
            #expect(again.refusals == [])
            #expect(rendered(again) == rendered(set))
        }
    }

    private func rendered(_ set: MetricSet) -> [UInt8] {
        var buffer = ExpositionBuffer()
        ExpositionFormat.openMetrics.encode(set, into: &buffer)
        return buffer.bytes
    }
}
