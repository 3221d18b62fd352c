/// A reading of a listing of finished tasks, in the background, over as many polls as it takes: of all of it, or from its
/// new end down to a floor.
package struct Sweep: Sendable, Codable, Equatable {
    /// Whether it reads only the tasks with a failed subtask.
    package let isFailed: Bool
    /// Everything created before this moment will be known when the sweep has ended.
    package let createdLook: Int64
    /// Everything finished before this moment will be known when the sweep has ended.
    package let finishedLook: Int64
    /// The oldest CreateTime of the tasks that will be judged when the sweep has come to the end, in milliseconds since
    /// 1970; nil if there are none.
    package let unjudged: Int64?
    /// Where the sweep may end before the listing does; nil if that is to be read whole.
    package let floor: SweepFloor?
    private var trail = TokenTrail()
    private var failedCalls = 0
    /// How often in a row a call may fail, or a page not lead on, before the sweep is given up: it may have thousands of
    /// pages, and where every tenth fails, some fail several times.
    private static let endurance = 20
    /// How often rows may come again, on average, before the pages lead nowhere: where tasks finish nearly as fast as they
    /// are read, those read before come again and again.
    private static let mostRepeats = 4
    /// So many rows a listing may have in any case.
    private static let fewRows = 2_000
    /// Pages read so far.
    package private(set) var pages = 0
    /// Rows that the ledger did not hold before.
    package private(set) var newRows = 0
    /// Which orders the listing may have, by this sweep alone.
    package private(set) var order = OrderEvidence()
    /// The latest page entry of which everything before is older than the look.
    package private(set) var tail: String?
    /// Whether a row older than the window by its creation was seen: the API then counts the window from the finish.
    package private(set) var sawLongRunning = false
    /// How many rows came so far; nil in a state file of before they were counted.
    private var rows: Int?
    /// The rows so far; nil at first and in a state file of before they were kept.
    private var passed: PassedRows?

    /// ScrollToken of the next page; nil for the first.
    package var token: String? { trail.next }

    /// Whether it came to the end of the listing.
    package var isWhole: Bool { trail.isComplete }

    /// A sweep that begins now; the looks are moments of passes that ended before.
    package init(
        isFailed: Bool, createdLook: Int64, finishedLook: Int64, unjudged: Int64? = nil, floor: SweepFloor? = nil
    ) {
        self.isFailed = isFailed
        self.createdLook = createdLook
        self.finishedLook = finishedLook
        self.unjudged = unjudged
        self.floor = floor
    }

    /// Takes in the next page.
    ///
    /// - Parameters:
    ///   - oldestByCreation: the moment before which no task is listed if the window counts from creation.
    ///   - held: how many tasks the ledger holds, those of this page included; nil if that is not known.
    /// - Returns: whether the sweep goes on, is at its end, or ran in circles.
    package mutating func take(_ page: ReadPage, oldestByCreation: Int64, held: Int? = nil) -> SweepProgress {
        order.observe(page.rows, after: passed)
        failedCalls = 0
        pages += 1
        newRows += page.rows.count { !$0.wasHeld }
        sawLongRunning = sawLongRunning || page.rows.contains { ($0.created ?? .max) < oldestByCreation }
        passed = passed ?? PassedRows()
        passed?.take(page.rows)
        if let token, let first = page.rows.first, isKnown(first) { tail = token }
        trail.follow(page.token, advances: !page.rows.isEmpty, patience: Self.endurance)
        rows = (rows ?? 0) + page.rows.count
        if trail.isBroken || repeatsItself(held: held) { return .broken }
        return trail.isComplete || floor?.isAbove(page, seen: order) == true ? .ended : .goesOn
    }

    /// Takes in that the call for the next page failed.
    /// - Returns: whether it should be made again later; in the end a sweep that stands still makes way for others.
    package mutating func endures() -> Bool {
        failedCalls += 1
        return failedCalls < Self.endurance
    }

    /// Whether the same rows come behind ever new tokens: all that came are in the ledger, or were new to it.
    private func repeatsItself(held: Int?) -> Bool {
        guard let held, let rows else { return false }
        return rows > Self.mostRepeats * (held + newRows) + Self.fewRows
    }

    private func isKnown(_ row: ReadRow) -> Bool {
        let tolerance = ReadingLimits.clockTolerance
        return (row.created ?? .max) < createdLook - tolerance && (row.finished ?? .max) < finishedLook - tolerance
    }
}
