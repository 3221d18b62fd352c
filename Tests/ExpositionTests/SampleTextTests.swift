import Exposition
import Testing

/// What the two text formats write alike: numbers, bounds and labels.
struct SampleTextTests {
    static let formats = [ExpositionFormat.text, .openMetrics]

    static let values: [(Double, String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (9, "9"), (10, "10"), (-1, "-1"), (-120, "-120"), (0.5, "0.5"),
        (-0.25, "-0.25"),
        (0.1 + 0.2, "0.30000000000000004"), (1_000_000, "1000000"), (123_456_789, "123456789"),
        (9_007_199_254_740_991, "9007199254740991"), (-9_007_199_254_740_991, "-9007199254740991"),
        (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "1e+16"), (1.5e300, "1.5e+300"), (1e-7, "1e-07"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        (1_790_000_000.123, "1790000000.123"), (.nan, "NaN"), (-.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    ]

    @Test(arguments: values, formats)
    func `a value is the shortest text that reads back`(_ value: (Double, String), _ format: ExpositionFormat) {
        #expect(rendered(.gauge(.gauge(value.0)), as: format).hasSuffix("\ng \(value.1)\n"))
        if !value.0.isNaN { #expect(Double(value.1) == value.0) }
    }

    @Test func `a count may be larger than a double can tell`() {
        let value = HistogramValue(upperBounds: [], bucketCounts: [9_223_372_036_854_775_807], sum: 1)
        #expect(rendered(.histogram("h", value), as: .text).hasSuffix("h_count 9223372036854775807\n"))
    }

    /// The right column is what Go's `strconv.FormatFloat(bound, 'g', -1, 64)` says, with `.0` where it looks whole.
    static let bounds: [(Double, String)] = [
        (0, "0.0"), (0.5, "0.5"), (1, "1.0"), (60, "60.0"), (100, "100.0"), (86_400, "86400.0"), (259_200, "259200.0"),
        (999_999.5, "999999.5"), (1e6, "1e+06"), (1_234_567, "1.234567e+06"), (1_234_567.25, "1.23456725e+06"),
        (2_592_000, "2.592e+06"), (123_456_789_012.5, "1.234567890125e+11"), (1e16, "1e+16"), (1e21, "1e+21"),
        (1e300, "1e+300"), (0.1, "0.1"), (0.0001, "0.0001"), (0.00012345, "0.00012345"), (1e-5, "1e-05"),
        (1.5e-7, "1.5e-07"), (.leastNonzeroMagnitude, "5e-324"), (.infinity, "+Inf"),
    ]

    @Test(arguments: bounds)
    func `a bound reads as the canonical number`(_ bound: Double, _ text: String) {
        #expect(BucketBound.text(bound) == text)
    }

    @Test(arguments: bounds.dropLast(), formats)
    func `a bound reads alike in all formats`(_ bound: (Double, String), _ format: ExpositionFormat) {
        let value = HistogramValue(upperBounds: [bound.0], bucketCounts: [0, 1], sum: 1)
        #expect(rendered(.histogram("h", value), as: format).contains("h_bucket{le=\"\(bound.1)\"} 0\n"))
    }

    @Test(arguments: formats)
    func `labels come by name, empty ones not at all`(_ format: ExpositionFormat) {
        let metric = Metric.gauge(1, ["b": "2", "a": "1", "c": "", "B": "0"])
        #expect(rendered(.gauge(metric), as: format).hasSuffix("\ng{B=\"0\",a=\"1\",b=\"2\"} 1\n"))
    }

    @Test(arguments: formats)
    func `a metric with only empty labels has none`(_ format: ExpositionFormat) {
        #expect(rendered(.gauge(.gauge(1, ["a": ""])), as: format).hasSuffix("\ng 1\n"))
    }

    @Test(arguments: formats)
    func `every character comes back from a label's value`(_ format: ExpositionFormat) throws {
        for scalar in (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FFFD}", "\u{10FFFF}"] {
            let value = "a\(scalar)\\n\(scalar)"
            let text = rendered(.gauge(.gauge(1, ["l": value])), as: format)
            let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            try #require(lines.count == 3, "U+\(String(scalar.value, radix: 16))")
            #expect(unescaped(lines[1]) == Array("g{l=\"\(value)\"} 1".utf8))
        }
    }

    /// Undoes the escapes of a label's value in the way the formats' descriptions read.
    private func unescaped(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var iterator = line.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "\\"), let escaped = iterator.next() else {
                result.append(byte)
                continue
            }
            result.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
        }
        return result
    }
}

extension String {
    fileprivate func split(separator: UInt8, omittingEmptySubsequences: Bool) -> [[UInt8]] {
        utf8.split(separator: separator, omittingEmptySubsequences: omittingEmptySubsequences).map(Array.init)
    }
}
