/// A Poisson process whose rate swings with the time of day, by thinning the arrivals of its busiest hour.
struct ArrivalProcess: Sendable {
    private var generator: Xoshiro256
    private let clock: LifeClock
    private let curve: DayCurve
    /// Mean arrivals, in events a second of life.
    private var rate: Double
    /// When the next event comes, in microseconds since 1970; `Int64.max` if none ever does.
    private(set) var next: Int64

    init(seed: UInt64, rate: Double, curve: DayCurve, clock: LifeClock) {
        generator = Xoshiro256(seed: seed)
        self.clock = clock
        self.curve = curve
        self.rate = rate
        next = clock.start
        schedule(after: clock.start)
    }

    /// Draws the event that follows a moment.
    mutating func schedule(after time: Int64) {
        let busiest = rate * (1 + curve.amplitude)
        guard busiest > 0 else {
            next = .max
            return
        }
        var candidate = time
        repeat {
            candidate += clock.microseconds(ofLifeSeconds: generator.nextExponential() / busiest)
        } while !generator.nextBool(
            probability: curve.factor(atSecond: clock.lifeSecond(at: candidate)) / (1 + curve.amplitude))
        next = candidate
    }

    /// Goes on at another mean rate. Memory of the old one is not needed: the process has none.
    mutating func change(rate: Double, at time: Int64) {
        self.rate = rate
        schedule(after: time)
    }
}
