import Glibc

/// How many calls a poll may spend: what the new rows need, and twice the logarithm of the depth of the oldest awaited.
package struct ReadingBudget: Sendable {
    /// The most calls that unspent shares of earlier polls add up to.
    private static let mostSaved = 30.0
    /// The most calls that are owed, so that one long reading of the new end does not stop the looking for long.
    private static let mostOwed = 10.0

    /// The depth of the oldest missing task, in pages.
    package let depthInPages: Int
    private let missing: Int
    private let newlyMissing: Int
    private let pageSize: Int
    private let logarithm: Double

    /// A budget for so many missing rows, the oldest of which stands `depth` rows deep.
    ///
    /// - Parameter newlyMissing: how many of them were not missing at the poll before.
    package init(missing: Int, newlyMissing: Int, depth: Int, pageSize: Int) {
        self.missing = missing
        self.newlyMissing = newlyMissing
        self.pageSize = pageSize
        depthInPages = (depth + pageSize - 1) / pageSize
        logarithm = 2 * log2(1 + Double(depth) / Double(pageSize))
    }

    /// The calls of a poll that found so many new rows at the new end: its share, a fifth of the pages that rows missing
    /// since earlier polls would fill, to be owed, and what earlier polls have `saved`. A fraction of a call waits.
    package func pages(newRows: Int, saved: Double) -> Int {
        Int(share(newRows: newRows) + Double(pagesOfRows(missing - newlyMissing) / 5) + saved)
    }

    /// What is saved once a poll has made `spent` calls; negative if it had to overspend, at the new end.
    package func saved(before: Double, newRows: Int, spent: Int) -> Double {
        min(max(-Self.mostOwed, before + share(newRows: newRows) - Double(spent)), Self.mostSaved)
    }

    /// How many pages to read from the first one on, if that is the only way to the missing rows: what they fill, and
    /// 4·2ⁿ at every 2ⁿ-th poll, which costs the logarithm on average; no deeper than the oldest can stand.
    package func depth(atPoll number: Int, newRows: Int) -> Int {
        min(pagesOfRows(max(missing, newRows)) + (4 << min(number.trailingZeroBitCount, 20)), 1 + depthInPages)
    }

    /// What the bound allows a poll: only rows that are new at this poll add to it.
    private func share(newRows: Int) -> Double {
        1 + Double(pagesOfRows(max(newlyMissing, newRows))) + logarithm
    }

    private func pagesOfRows(_ rows: Int) -> Int {
        (rows + pageSize - 1) / pageSize
    }
}
