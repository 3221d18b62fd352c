/// How pages are not what a client may hope for, most of it as shares of them. All are 0 by default.
package struct PageOddities: Sendable, Hashable {
    /// Pages with fewer rows than asked for, although more follow.
    package var short = 0.0
    /// Pages without a row, although more follow.
    package var empty = 0.0
    /// Pages whose token leads back to themselves.
    package var repeatedToken = 0.0
    /// Pages that hold one of their tasks twice.
    package var repeatedRow = 0.0
    /// Pages without TotalCount.
    package var missingTotalCount = 0.0
    /// Pages behind the first one whose TotalCount is that of their own rows, as in the documented examples.
    package var ownTotalCount = 0.0

    /// The most that TotalCount says; nil for no cap.
    package var totalCountCap: Int?

    package init() {}
}
