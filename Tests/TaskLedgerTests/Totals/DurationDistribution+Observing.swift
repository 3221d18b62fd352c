import TaskLedger

extension DurationDistribution {
    /// What so many milliseconds each make, of tasks that ended one after the other.
    static func observing(
        _ durations: [Int64], bounds: DurationBounds = DurationBounds(seconds: [1, 5, 60])
    ) -> DurationDistribution {
        var distribution = DurationDistribution(bounds: bounds)
        for (number, milliseconds) in durations.enumerated() {
            distribution.observe(
                TaskExemplar(taskID: "t\(number)", milliseconds: milliseconds, endedAt: Int64(number)), bounds: bounds)
        }
        return distribution
    }
}

extension [Int64] {
    /// So many durations of all magnitudes, in milliseconds.
    static func durations(_ count: Int, seed: UInt64) -> [Int64] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Int64(generator.next() >> UInt64.random(in: 35...63, using: &generator)) }
    }
}
