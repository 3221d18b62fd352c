/// The upper bounds of a histogram's classic buckets, in seconds, without the last one (+Inf).
package struct HistogramBounds: Sendable, Equatable {
    /// The most bounds one histogram may have.
    package static let maximumCount = 100

    /// 1 to 100 finite numbers above 0, each greater than the one before.
    package let seconds: [Double]

    /// `nil` unless the numbers are 1 to 100, finite, positive and strictly increasing.
    package init?(seconds: [Double]) {
        guard (1...Self.maximumCount).contains(seconds.count),
            seconds.allSatisfy({ $0.isFinite && $0 > 0 }),
            zip(seconds, seconds.dropFirst()).allSatisfy(<)
        else { return nil }
        self.seconds = seconds
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
