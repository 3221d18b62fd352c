/// A window of time chosen so that the answer tells what the filters select by.
struct FilterProbe: Sendable {
    /// A row that the window must select if the filter is as supposed, and would not select otherwise.
    private let witness: ReadRow
    /// What is being tested.
    private let supposition: FilterBelief
    /// StartTime and EndTime to ask for, in milliseconds since 1970.
    let window: ClosedRange<Int64>

    /// A probe for a filter by FinishTime, if the page has a row whose three times lie far enough apart. One that did not
    /// wait would not tell a filter by begin from one by creation, and the former leaves out tasks that never began.
    init?(page: ReadPage?) {
        let witness = page?.rows.first { Self.tells(of: .byFinish, $0) && Self.tells(of: .byCreation, $0) }
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
        // In a busy second the witness may stand on a later page: then another row has to tell.
        let hasWitness = page.rows.contains { row in
            row.id == witness.id || !page.token.isEmpty && Self.tells(of: supposition, row)
        }
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

    /// Whether a row's other times lie so far from the one that a filter is supposed to select by that no window around
    /// this one holds them.
    private static func tells(of supposition: FilterBelief, _ row: ReadRow) -> Bool {
        guard let created = row.created, let begun = row.begun, let finished = row.finished else { return false }
        let (time, others) = supposition == .byFinish ? (finished, [created, begun]) : (created, [begun, finished])
        return others.allSatisfy { abs($0 - time) > ReadingLimits.clockTolerance }
    }
}
