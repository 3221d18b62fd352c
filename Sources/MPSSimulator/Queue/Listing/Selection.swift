/// The places of one listing: those of one status, or of one outcome of FINISH.
struct Selection: Sendable {
    private let sets: [PositionSet]

    init(_ index: StatusIndex, phase: TaskPhase, failed: Bool?) {
        switch (phase, failed) {
        case (.waiting, _): sets = [index.waiting]
        case (.processing, _): sets = [index.processing]
        case (.finished, nil): sets = [index.succeeded, index.failed]
        case (.finished, true): sets = [index.failed]
        case (.finished, false): sets = [index.succeeded]
        }
    }

    var count: Int { sets.reduce(0) { $0 + $1.count } }

    func contains(_ place: Int) -> Bool { sets.contains { $0.contains(place) } }

    /// How many places lie in `range`.
    func count(in range: Range<Int>) -> Int {
        sets.reduce(0) { $0 + $1.rank(of: range.upperBound) - $1.rank(of: range.lowerBound) }
    }

    /// The next place from `place` on, itself included.
    func next(from place: Int, ascending: Bool) -> Int? {
        ascending
            ? sets.compactMap { $0.member(atOrAfter: place) }.min()
            : sets.compactMap { $0.member(atOrBefore: place) }.max()
    }

    /// Up to `limit` places of `range` from `start` on, in order. `start` may be outside of the range.
    func places(from start: Int?, in range: Range<Int>, ascending: Bool, limit: Int) -> [Int] {
        guard !range.isEmpty else { return [] }
        let first = ascending ? range.lowerBound : range.upperBound - 1
        var place = start.map { ascending ? max($0, first) : min($0, first) } ?? first
        var places: [Int] = []
        while places.count < limit, let found = next(from: place, ascending: ascending), range.contains(found) {
            places.append(found)
            place = ascending ? found + 1 : found - 1
        }
        return places
    }
}
