import Glibc

/// How arrivals swing over a day of the queue's life, around their mean rate.
package struct DayCurve: Sendable, Hashable {
    /// 0: no swing; 1: nothing arrives at the quietest moment and twice the mean at the busiest.
    package var amplitude: Double
    /// The busiest time of day, in hours UTC.
    package var peakHour: Double

    package init(amplitude: Double = 0.4, peakHour: Double = 14) {
        self.amplitude = min(max(amplitude, 0), 1)
        self.peakHour = peakHour
    }

    /// The same rate all day.
    package static let flat = DayCurve(amplitude: 0)

    /// What the mean rate is multiplied with, `seconds` after some midnight.
    func factor(atSecond seconds: Double) -> Double {
        guard amplitude > 0 else { return 1 }
        return 1 + amplitude * cos(2 * Double.pi * (seconds / 3600 - peakHour) / 24)
    }
}
