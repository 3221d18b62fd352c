/// How long calls take in a world: while one is under way, tasks move from listing to listing.
enum CallLatency: CaseIterable {
    /// No time at all.
    case none
    /// Some milliseconds, two seconds now and then.
    case quick
    /// Seconds.
    case slow
    /// Some milliseconds, but half a minute now and then.
    case halting

    /// The milliseconds that a call takes to be looked at, or its answer to come back.
    func milliseconds(using random: inout SeededGenerator) -> Int {
        switch self {
        case .none: 0
        case .quick: Int.random(in: 0...(random.chance(5) ? 1_000 : 50), using: &random)
        case .slow: Int.random(in: 100...1_500, using: &random)
        case .halting: Int.random(in: 0...(random.chance(5) ? 30_000 : 50), using: &random)
        }
    }
}
