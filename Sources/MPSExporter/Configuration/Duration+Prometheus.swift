extension Duration {
    /// Reads a duration as Prometheus writes it: `15s`, `1m30s`, `7d`, `0s`, or `0`.
    ///
    /// The units are `y` (365 days), `w`, `d`, `h`, `m`, `s` and `ms`; each stands at most once, larger before smaller,
    /// after a whole number without sign. `nil` for anything else, and for more than 2⁶³ − 1 nanoseconds (292 years),
    /// where Prometheus stops as well.
    package init?(prometheus text: String) {
        if text == "0" {
            self = .zero
            return
        }
        var rest = text.utf8[...]
        var units = PrometheusUnit.descending[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest[digits.endIndex...]
            let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            rest = rest[letters.endIndex...]
            guard let count = Int64(Substring(digits)),
                let place = units.firstIndex(where: { letters.elementsEqual($0.suffix.utf8) })
            else { return nil }
            let (product, productOverflows) = count.multipliedReportingOverflow(by: units[place].milliseconds)
            let (sum, sumOverflows) = total.addingReportingOverflow(product)
            guard !productOverflows, !sumOverflows, sum <= Int64.max / 1_000_000 else { return nil }
            total = sum
            units = units[(place + 1)...]
        }
        self = .milliseconds(total)
    }

    /// The shortest Prometheus spelling, as Prometheus itself prints it: years and weeks only where nothing remains
    /// beside them. What is below a millisecond is left out; a negative duration gets a leading minus sign, which
    /// ``init(prometheus:)`` does not read.
    package var prometheusText: String {
        let (seconds, attoseconds) = components
        guard seconds != 0 || abs(attoseconds) >= 1_000_000_000_000_000 else { return "0s" }
        var rest = UInt128(seconds.magnitude) * 1000 + UInt128(attoseconds.magnitude / 1_000_000_000_000_000)
        var text = seconds < 0 || attoseconds < 0 ? "-" : ""
        for unit in PrometheusUnit.descending {
            let size = UInt128(unit.milliseconds)
            guard rest >= size, !unit.onlyWhenExact || rest.isMultiple(of: size) else { continue }
            text += "\(rest / size)\(unit.suffix)"
            rest %= size
        }
        return text
    }
}

/// One unit of a Prometheus duration.
private struct PrometheusUnit: Sendable {
    let suffix: String
    let milliseconds: Int64
    let onlyWhenExact: Bool

    static let descending = [
        PrometheusUnit(suffix: "y", milliseconds: 31_536_000_000, onlyWhenExact: true),
        PrometheusUnit(suffix: "w", milliseconds: 604_800_000, onlyWhenExact: true),
        PrometheusUnit(suffix: "d", milliseconds: 86_400_000, onlyWhenExact: false),
        PrometheusUnit(suffix: "h", milliseconds: 3_600_000, onlyWhenExact: false),
        PrometheusUnit(suffix: "m", milliseconds: 60_000, onlyWhenExact: false),
        PrometheusUnit(suffix: "s", milliseconds: 1000, onlyWhenExact: false),
        PrometheusUnit(suffix: "ms", milliseconds: 1, onlyWhenExact: false),
    ]
}
