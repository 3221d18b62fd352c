/// A format with the clause of an `Accept` field that speaks for it most.
struct FormatCandidate {
    /// The format that might be the answer.
    let format: ExpositionFormat
    private var quality = 0.0
    private var precision = MediaRange.Precision.everything
    private var position = 0
    /// The highest precision of any range that matches, and whether one of those ranges has a weight above 0.
    private var mostExact: MediaRange.Precision?
    private var mostExactAllow = false

    init(_ format: ExpositionFormat) {
        self.format = format
    }

    /// Whether any range asks for the format, and the most exact ones do not exclude it.
    var isAcceptable: Bool { mostExactAllow }

    /// Takes the next range of the field into account.
    mutating func consider(_ range: MediaRange, at position: Int) {
        guard let precision = range.precision(for: format) else { return }
        if precision > mostExact ?? .everything || mostExact == nil {
            mostExact = precision
            mostExactAllow = false
        }
        if precision == mostExact, range.quality > 0 { mostExactAllow = true }
        if (range.quality, precision) > (quality, self.precision) {
            (quality, self.precision, self.position) = (range.quality, precision, position)
        }
    }

    /// Whether this one goes before another, which is not the case for equals.
    func outranks(_ other: FormatCandidate) -> Bool {
        if (quality, precision) == (other.quality, other.precision) { return position < other.position }
        return (quality, precision) > (other.quality, other.precision)
    }
}
