/// How the upper bound of a bucket reads in `le`: the canonical numbers of OpenMetrics, which are Go's `%g` with `.0`
/// added where neither point nor exponent stands.
///
/// Text format 0.0.4 would allow `60` for `60.0`, but then a change of format would change the series.
package enum BucketBound {
    /// The text of a bound that is finite or `+Inf`: `0.5`, `60.0`, `1e-05`, `1e+06`, `+Inf`.
    package static func text(_ bound: Double) -> String {
        guard bound != 0 else { return "0.0" }
        guard bound < .infinity else { return "+Inf" }
        let text = bound.description
        // Swift's text differs from Go's only here: Go turns to an exponent at a million, Swift at 2^54.
        guard bound.magnitude >= 1e6, !text.utf8.contains(UInt8(ascii: "e")) else { return text }
        return scientific(text)
    }

    /// Turns digits with a point somewhere to one digit before the point and an exponent of at least two digits.
    private static func scientific(_ text: String) -> String {
        let parts = text.split(separator: ".")
        let exponent = parts[0].utf8.count - 1
        var digits = parts.joined()
        while digits.utf8.last == UInt8(ascii: "0") {
            digits.removeLast()
        }
        if digits.utf8.count > 1 { digits.insert(".", at: digits.index(after: digits.startIndex)) }
        return digits + (exponent < 10 ? "e+0" : "e+") + String(exponent)
    }
}
