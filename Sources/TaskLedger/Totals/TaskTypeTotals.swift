/// Everything counted of the tasks of one type since the epoch.
package struct TaskTypeTotals: Sendable, Equatable {
    package var submitted: Int64 = 0
    package var started: Int64 = 0
    package var finished: Int64 = 0
    package var failed: Int64 = 0
    package var wait: DurationDistribution
    package var processing: DurationDistribution
    package var turnaround: DurationDistribution

    /// Zero of everything.
    package init(layout: HistogramLayout) {
        wait = DurationDistribution(bounds: layout.wait)
        processing = DurationDistribution(bounds: layout.processing)
        turnaround = DurationDistribution(bounds: layout.turnaround)
    }

    /// One of the three distributions.
    package subscript(kind: DurationKind) -> DurationDistribution {
        get {
            switch kind {
            case .wait: wait
            case .processing: processing
            case .turnaround: turnaround
            }
        }
        set {
            switch kind {
            case .wait: wait = newValue
            case .processing: processing = newValue
            case .turnaround: turnaround = newValue
            }
        }
    }

    mutating func rebucket(from old: HistogramLayout, to new: HistogramLayout) {
        for kind in DurationKind.allCases where old.bounds(of: kind) != new.bounds(of: kind) {
            self[kind] = self[kind].rebucketed(from: old.bounds(of: kind), to: new.bounds(of: kind))
        }
    }

    mutating func add(_ entry: TotalsEntry, layout: HistogramLayout) {
        if entry.added.contains(.submitted) { submitted += 1 }
        if entry.added.contains(.started) { started += 1 }
        if entry.added.contains(.finished) { finished += 1 }
        if entry.added.contains(.failed) { failed += 1 }
        // Each in its place: through the subscript, every observation would copy its distribution.
        wait.observe(entry.exemplar(.wait), bounds: layout.wait)
        processing.observe(entry.exemplar(.processing), bounds: layout.processing)
        turnaround.observe(entry.exemplar(.turnaround), bounds: layout.turnaround)
    }
}

extension TotalsEntry {
    /// The duration of this kind, if it was observed, with the task that it is of.
    fileprivate func exemplar(_ kind: DurationKind) -> TaskExemplar? {
        guard case .observed(let milliseconds) = outcome(of: kind) else { return nil }
        return TaskExemplar(taskID: taskID, milliseconds: milliseconds, endedAt: endedAt(kind))
    }
}
