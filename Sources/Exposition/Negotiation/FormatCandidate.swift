/// A format with the clause of an `Accept` field that speaks for it: the most exact one.
struct FormatCandidate {
    /// The format that might be the answer.
    let format: ExpositionFormat
    private var quality = 0.0
    private var precision = MediaRange.Precision.everything
    private var position = 0

    init(_ format: ExpositionFormat) {
        self.format = format
    }

    /// Whether any range asks for the format, and the most exact ones do not exclude it.
    var isAcceptable: Bool { quality > 0 }

    /// Takes the next range of the field into account.
    mutating func consider(_ range: MediaRange, at position: Int) {
        guard let precision = range.precision(for: format), precision >= self.precision else { return }
        if precision > self.precision || range.quality > quality {
            (quality, self.precision, self.position) = (range.quality, precision, position)
        }
    }

    /// Whether this one goes before another, which is not the case for equals.
    func outranks(_ other: FormatCandidate) -> Bool {
        if (quality, precision) == (other.quality, other.precision) { return position < other.position }
        return (quality, precision) > (other.quality, other.precision)
    }
}
