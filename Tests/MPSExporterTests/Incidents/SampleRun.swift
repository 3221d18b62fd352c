/// The samples of one series, one a minute, in promtool's notation: `a+bxn` for n more that rise by b, `_xn` for none.
struct SampleRun: Sendable {
    private enum Piece: Sendable {
        case steady(first: Double, step: Double, count: Int)
        case stale
        case missing(Int)
    }

    private var pieces: [Piece] = []
    private var length = 0
    private var last = 0.0
    private var isStale = true

    /// Adds the sample of a minute.
    mutating func add(_ value: Double, at minute: Int) {
        if minute > length { pieces.append(.missing(minute - length)) }
        defer { (length, last, isStale) = (minute + 1, value, false) }
        if case .steady(let first, let step, let count) = pieces.last {
            // Whole numbers alone: promtool adds up, and must come to the very same value.
            let next = value - last
            let isExact = count == 1 ? next == next.rounded() && first == first.rounded() : next == step
            if next == 0 && count == 1 || isExact {
                pieces[pieces.count - 1] = .steady(first: first, step: next, count: count + 1)
                return
            }
        }
        pieces.append(.steady(first: value, step: 0, count: 1))
    }

    /// Whether it had a sample at the minute before the last of so many, and has none at that.
    func isGoing(before count: Int) -> Bool { !isStale && length == count - 1 }

    /// Says that the series has ended.
    mutating func end(at minute: Int) {
        pieces.append(.stale)
        (length, isStale) = (minute + 1, true)
    }

    /// As promtool reads it.
    var notation: String {
        pieces.map { piece in
            switch piece {
            case .steady(let first, _, 1): Self.text(first)
            case .steady(let first, 0, let count): "\(Self.text(first))x\(count - 1)"
            case .steady(let first, let step, let count):
                "\(Self.text(first))\(step < 0 ? "-" : "+")\(Self.text(abs(step)))x\(count - 1)"
            case .stale: "stale"
            case .missing(let count): "_x\(count)"
            }
        }.joined(separator: " ")
    }

    private static func text(_ value: Double) -> String {
        if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
