extension Duration {
    private static let units: [(suffix: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// Reads a duration as Go's `time.ParseDuration` does, without sign: decimal numbers with units, such as `1.5s` or
    /// `1h30m`; or a whole number of nanoseconds. nil for anything else and for more than 292 years.
    package init?(go text: String) {
        if let nanoseconds = Int64(text),
            text.utf8.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true
        {
            self = .nanoseconds(nanoseconds)
            return
        }
        var rest = text[...]
        var total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            rest = rest[unit.endIndex...]
            guard let count = Self.decimal(number),
                let size = Self.units.first(where: { $0.suffix == unit })?.nanoseconds
            else { return nil }
            total += count * size
        }
        guard total < 9.2e18 else { return nil }
        self = .nanoseconds(Int64(total))
    }

    /// `1`, `1.5`, `1.` and `.5`.
    private static func decimal(_ text: Substring) -> Double? {
        guard text.contains(where: \.isNumber), text.count(where: { $0 == "." }) <= 1 else { return nil }
        return Double(text.contains(".") ? "0\(text)0" : String(text))
    }
}
