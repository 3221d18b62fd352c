/// The upper bounds of a histogram's classic buckets, in seconds, without the last one (+Inf).
package struct HistogramBounds: Sendable, Equatable {
    /// The most bounds one histogram may have.
    package static let maximumCount = 100
    /// Where bounds lie, in seconds: from a millisecond to a year.
    package static let range = 0.001...31_536_000.0

    /// 1 to 100 whole numbers of milliseconds within `range`, each greater than the one before.
    package let seconds: [Double]

    /// `nil` unless the numbers are 1 to 100, whole milliseconds, within `range` and strictly increasing.
    package init?(seconds: [Double]) {
        guard (1...Self.maximumCount).contains(seconds.count),
            seconds.allSatisfy(Self.canBound),
            zip(seconds, seconds.dropFirst()).allSatisfy(<)
        else { return nil }
        self.seconds = seconds
    }

    /// Whether one bound may be so many seconds. Durations are counted in milliseconds, so two bounds within the same one
    /// would be two equal buckets.
    static func canBound(_ seconds: Double) -> Bool {
        range.contains(seconds) && (seconds * 1000).rounded() / 1000 == seconds
    }

    private init(trusted seconds: [Double]) {
        self.seconds = seconds
    }

    /// From a second to a day: the default of wait and processing times.
    package static let upToOneDay = HistogramBounds(
        trusted: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400])
    /// From a second to three days: the default of turnaround times.
    package static let upToThreeDays = HistogramBounds(
        trusted: upToOneDay.seconds + [259_200])
}
