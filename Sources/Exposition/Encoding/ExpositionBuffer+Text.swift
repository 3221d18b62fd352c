extension ExpositionBuffer {
    /// Text with backslash and line feed escaped, as HELP in text format 0.0.4.
    mutating func append(escaped text: String) {
        append(text, escapingQuotes: false)
    }

    /// Text with backslash, line feed and double quote escaped, as a label's value and as HELP in OpenMetrics.
    mutating func append(escapedWithQuotes text: String) {
        append(text, escapingQuotes: true)
    }

    private mutating func append(_ text: String, escapingQuotes: Bool) {
        guard Self.mayNeedEscape(text.utf8.span) else { return append(text) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append(#"\\"#)
            case UInt8(ascii: "\n"): append(#"\n"#)
            case UInt8(ascii: "\"") where escapingQuotes: append(#"\""#)
            default: append(byte)
            }
        }
    }

    private static func mayNeedEscape(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\""): return true
            default: continue
            }
        }
        return false
    }

    /// A count in decimal digits.
    mutating func append(decimal number: UInt64) {
        if number < 10 { return append(UInt8(ascii: "0") + UInt8(number)) }
        var digits: [20 of UInt8] = .init(repeating: 0)
        var start = 20
        var rest = number
        while rest > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(digit)
            rest = quotient
        }
        for index in start..<20 {
            append(digits[index])
        }
    }

    /// A sample's value: whole numbers without a point as long as a double tells them apart, all others as the
    /// shortest text that reads back to the same double; `NaN`, `+Inf`, `-Inf`.
    mutating func append(value: Double) {
        if value.magnitude < 0x1p53, Double(UInt64(value.magnitude)) == value.magnitude {
            if value < 0 { append(UInt8(ascii: "-")) }
            append(decimal: UInt64(value.magnitude))
        } else if value.isFinite {
            append(value.description)
        } else if value.isNaN {
            append("NaN")
        } else {
            append(value > 0 ? "+Inf" : "-Inf")
        }
    }
}
