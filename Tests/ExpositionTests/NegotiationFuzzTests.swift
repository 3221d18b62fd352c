import Exposition
import Testing

/// Fields that nobody would write: whatever they hold, an answer that holds to the rules that need no understanding.
struct NegotiationFuzzTests {
    private static let openMetrics = "application/openmetrics-text"
    private static let protobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
    private static let parts = [
        openMetrics, "text/plain", protobuf, "*/*", "text/*", "application/*", "*", "gzip", "x-gzip", "identity",
        "deflate", ";version=1.0.0", ";version=0.0.4", ";q=0", ";q=1", ";q=0.5", ";q=2", ";q=-1", ";q=.", ";q=", ";",
        ",",
        "=", "q", " ", "\t", "/", "é", "\0", "0", "9", "99999999999999999999999999", ".", "-", "+", "e", "任",
    ]
    private static let quotes = ["\"", "\\", "\"\\\"", "\";q=0\"", "\\,"]

    private struct Answer: Equatable {
        let format: ExpositionFormat
        let isCompressed: Bool

        init(_ field: String) {
            format = FormatNegotiation.format(accept: field)
            isCompressed = FormatNegotiation.acceptsGzip(acceptEncoding: field)
        }
    }

    private func field(_ random: inout SplitMix64, quoting: Bool) -> String {
        let parts = quoting ? Self.parts + Self.quotes : Self.parts
        return (0..<Int.random(in: 0...14, using: &random))
            .map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined()
    }

    @Test func `case, blanks, repetition and strangers change nothing`() {
        var random = SplitMix64(state: 11)
        var seen: Set<ExpositionFormat> = []
        for number in 0..<Effort.of(debug: 2_000, release: 20_000, torture: 1_000_000) {
            let field = field(&random, quoting: false)
            let answer = Answer(field)
            seen.insert(answer.format)
            let same = [
                field.uppercased(), "\(field),\(field)", "\(field),application/json;q=0.7,br;q=0.3", ",\(field),",
                field.replacing(",", with: " ,\t").replacing(";", with: " ; "),
            ]
            for other in same {
                #expect(Answer(other) == answer, "\(number): \(field.debugDescription), \(other.debugDescription)")
            }
        }
        #expect(seen.count == 3)
    }

    @Test func `quotes and backslashes anywhere are read to the end`() {
        var random = SplitMix64(state: 12)
        for number in 0..<Effort.of(debug: 2_000, release: 20_000, torture: 1_000_000) {
            let field = field(&random, quoting: true)
            // One more clause for a format, before all others, never makes that format lose.
            let first = Answer("\(Self.openMetrics);q=1,\(field)")
            #expect(first.format != .text || Answer(field).format == .text, "\(number): \(field.debugDescription)")
        }
    }
}
