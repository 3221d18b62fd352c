import FoundationEssentials
import GRDB

/// The row of a task type: its totals, and the bounds that they were written over.
struct StoredType {
    let name: String
    var totals: TaskTypeTotals
    let layout: HistogramLayout

    init(_ row: Row) throws {
        let name: String = try row.decode(forColumn: "name")
        func histogram(_ kind: DurationKind) throws -> (DurationDistribution, DurationBounds) {
            let blob: Data = try row.decode(forColumn: kind.rawValue)
            do {
                return try DurationDistribution.read(blob: [UInt8](blob))
            } catch {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "the \(kind.rawValue) histogram of \(name) cannot be read")
            }
        }
        let (wait, waitBounds) = try histogram(.wait)
        let (processing, processingBounds) = try histogram(.processing)
        let (turnaround, turnaroundBounds) = try histogram(.turnaround)
        self.name = name
        layout = HistogramLayout(wait: waitBounds, processing: processingBounds, turnaround: turnaroundBounds)
        totals = TaskTypeTotals(layout: layout)
        totals.submitted = try row.tally("submitted")
        totals.started = try row.tally("started")
        totals.finished = try row.tally("finished")
        totals.failed = try row.tally("failed")
        totals.wait = wait
        totals.processing = processing
        totals.turnaround = turnaround
    }
}
