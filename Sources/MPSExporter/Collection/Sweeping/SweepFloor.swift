/// Where a sweep that was begun for an unread new end may end before the listing does: below it everything was known.
package struct SweepFloor: Sendable, Codable, Equatable {
    /// The orders believed when the sweep began.
    package let order: OrderEvidence
    /// Tasks created before this moment were known, unfinished or finished; milliseconds since 1970.
    package let createdLook: Int64
    /// Tasks finished before this moment had been looked for; milliseconds since 1970.
    package let finishedLook: Int64

    /// The floor that a listing's memory gives; nil where the newest do not come first for sure.
    package init?(_ memory: ListingMemory) {
        guard memory.order.isSettled, !memory.order.descending.isEmpty, let created = memory.createdLook,
            let finished = memory.finishedLook
        else { return nil }
        order = memory.order
        createdLook = created
        finishedLook = finished
    }

    /// Whether everything behind a page was known, by every order that neither the floor nor what the sweep saw
    /// contradicts.
    func isAbove(_ page: ReadPage, seen: OrderEvidence) -> Bool {
        page.isBelow(created: createdLook, finished: finishedLook, in: order.narrowed(to: seen)) { _ in
            ReadingLimits.clockTolerance
        }
    }
}
