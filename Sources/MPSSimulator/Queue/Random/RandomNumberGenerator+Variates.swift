import Glibc

extension RandomNumberGenerator {
    /// Uniform in [0, 1), all 53 bits of it used.
    mutating func nextUnit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// True with the given probability; draws a number whatever the probability, so that sequences stay comparable.
    mutating func nextBool(probability: Double) -> Bool {
        nextUnit() < probability
    }

    /// Exponential with mean 1.
    mutating func nextExponential() -> Double {
        -log(1 - nextUnit())
    }

    /// Normal with mean 0 and variance 1, by Box and Muller's transform.
    mutating func nextNormal() -> Double {
        let radius = (2 * nextExponential()).squareRoot()
        return radius * cos(2 * Double.pi * nextUnit())
    }
}
