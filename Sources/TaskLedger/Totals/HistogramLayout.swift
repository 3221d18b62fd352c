/// The bounds of the three duration histograms.
package struct HistogramLayout: Sendable, Equatable {
    package var wait: DurationBounds
    package var processing: DurationBounds
    package var turnaround: DurationBounds

    /// A layout from three lists of bounds.
    package init(wait: DurationBounds, processing: DurationBounds, turnaround: DurationBounds) {
        self.wait = wait
        self.processing = processing
        self.turnaround = turnaround
    }

    /// The bounds of one kind of duration.
    package func bounds(of kind: DurationKind) -> DurationBounds {
        switch kind {
        case .wait: wait
        case .processing: processing
        case .turnaround: turnaround
        }
    }
}
