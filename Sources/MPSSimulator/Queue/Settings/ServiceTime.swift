import Glibc

/// How long tasks of a type are processed, in seconds of the queue's own life: `speed` divides them on the wall clock.
package enum ServiceTime: Sendable, Hashable {
    /// Every task takes the same time.
    case fixed(seconds: Double)
    /// Log-normal: half of the tasks take less than the median, and `sigma` is the spread of the logarithm.
    case logNormal(medianSeconds: Double, sigma: Double)
    /// As many tasks in every factor of ten between the two ends.
    case logUniform(fromSeconds: Double, toSeconds: Double)

    /// Draws one service time, in seconds.
    func seconds(using generator: inout SplitMix64) -> Double {
        switch self {
        case .fixed(let seconds): seconds
        case .logNormal(let median, let sigma): median * exp(sigma * generator.nextNormal())
        case .logUniform(let low, let high): low * exp(log(high / low) * generator.nextUnit())
        }
    }
}
