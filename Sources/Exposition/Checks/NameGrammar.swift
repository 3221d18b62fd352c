/// Which names may appear in an exposition, the same in all formats.
package enum NameGrammar {
    /// Whether a metric may be called so: `[a-zA-Z_][a-zA-Z0-9_]*`. The colon, legal on the wire, is kept for
    /// recording rules and refused.
    package static func isMetricName(_ name: String) -> Bool {
        isIdentifier(name)
    }

    /// Whether a label of ours may be called so: `[a-zA-Z][a-zA-Z0-9_]*`, as OpenMetrics reserves a leading
    /// underscore, and neither `le` nor `quantile`, which belong to histograms and summaries.
    package static func isLabelName(_ name: String) -> Bool {
        isIdentifier(name) && name.utf8.first != UInt8(ascii: "_") && name != "le" && name != "quantile"
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !isDigit(first) else { return false }
        return name.utf8.allSatisfy { isLetterOrUnderscore($0) || isDigit($0) }
    }

    private static func isLetterOrUnderscore(_ byte: UInt8) -> Bool {
        // Bit 5 tells ASCII letters' lower case from their upper case.
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
