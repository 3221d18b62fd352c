extension String {
    /// The same text with its control characters escaped, so that it stays on one line of a log.
    var visible: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}
