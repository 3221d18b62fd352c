/// Text of unknown origin, made fit to stand inside a one-line message.
struct QuotedText: CustomStringConvertible {
    private static let longestShown = 60

    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// `nil` unless the text is made of small letters and underscores, as every key is: anything else may be a secret in
    /// the wrong place.
    init?(possibleKey text: String) {
        guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }) else { return nil }
        self.init(text)
    }

    /// In double quotes, control characters escaped, cut after 60 characters.
    var description: String {
        "\"\(bare)\""
    }

    /// The same without the quotes.
    var bare: String {
        let shown = text.unicodeScalars.prefix(Self.longestShown)
        let ellipsis = shown.endIndex < text.unicodeScalars.endIndex ? "…" : ""
        return shown.map(Self.escaped).joined() + ellipsis
    }

    /// Terminals obey the control characters above ASCII as well.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let isControl = scalar.properties.generalCategory == .control
        return scalar.escaped(asASCII: isControl && !scalar.isASCII)
    }
}
