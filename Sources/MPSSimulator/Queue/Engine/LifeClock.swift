/// Translates between the wall clock, in microseconds since 1970, and the queue's own life, which moves `speed` times faster.
struct LifeClock: Sendable {
    /// When the queue began to live.
    let start: Int64
    let speed: Double

    /// The second of life at a moment, counted from the midnight before the start.
    func lifeSecond(at time: Int64) -> Double {
        let startSecond = Double(start / 1_000_000 % 86_400)
        return startSecond + Double(time - start) / 1_000_000 * speed
    }

    /// Microseconds on the wall clock that a span of life takes.
    func microseconds(ofLifeSeconds seconds: Double) -> Int64 {
        Self.microseconds(ofSeconds: seconds / speed)
    }

    /// Whole microseconds, at most 1,000 years; none for what is negative or no number.
    static func microseconds(ofSeconds seconds: Double) -> Int64 {
        seconds > 0 ? Int64(min(seconds * 1_000_000, 3.2e16)) : 0
    }
}
