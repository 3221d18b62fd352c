/// The upper bounds, in seconds and increasing, of the buckets in which the truth counts durations; +Inf is understood.
package struct TruthBounds: Sendable, Hashable, Codable {
    package var wait: [Double]
    package var processing: [Double]
    package var turnaround: [Double]

    package init(wait: [Double], processing: [Double], turnaround: [Double]) {
        self.wait = wait
        self.processing = processing
        self.turnaround = turnaround
    }

    /// The same bounds for all three.
    package init(all bounds: [Double]) {
        self.init(wait: bounds, processing: bounds, turnaround: bounds)
    }

    /// The exporter's default buckets.
    package static let usual: TruthBounds = {
        let upToADay: [Double] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400]
        return TruthBounds(wait: upToADay, processing: upToADay, turnaround: upToADay + [259_200])
    }()
}
