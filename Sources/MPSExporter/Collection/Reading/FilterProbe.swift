/// A window of time chosen so that the answer tells what the filters select by.
struct FilterProbe: Sendable {
    /// A row that the window must select if the filter is as supposed.
    private let witness: ReadRow
    /// What is being tested.
    private let supposition: FilterBelief
    /// StartTime and EndTime to ask for, in milliseconds since 1970.
    let window: ClosedRange<Int64>

    /// A probe for a filter by FinishTime, if the page has a row whose times lie far enough apart.
    init?(page: ReadPage?) {
        let witness = page?.rows.first { row in
            guard let created = row.created, let finished = row.finished else { return false }
            return abs(finished - created) > 10_000
        }
        guard let witness, let finished = witness.finished else { return nil }
        self.init(witness: witness, supposition: .byFinish, around: finished)
    }

    private init(witness: ReadRow, supposition: FilterBelief, around time: Int64) {
        self.witness = witness
        self.supposition = supposition
        window = time - 2_000...time + 2_000
    }

    /// Draws the conclusion from an answer; returns the next probe, or nil when `belief` is settled.
    func conclude(_ page: ReadPage, _ belief: inout FilterBelief) -> FilterProbe? {
        // In a busy second the witness may stand on a later page.
        let hasWitness = page.rows.contains { $0.id == witness.id } || !page.token.isEmpty
        let holds = hasWitness && page.rows.allSatisfy { supposition.allows($0, in: window) }
        if holds {
            belief = supposition
            return nil
        }
        guard supposition == .byFinish, let created = witness.created else {
            belief = .useless
            return nil
        }
        return FilterProbe(witness: witness, supposition: .byCreation, around: created)
    }
}
