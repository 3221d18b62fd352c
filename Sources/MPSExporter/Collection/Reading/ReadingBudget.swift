import Glibc

/// How many calls a poll may spend: what the new rows need, and twice the logarithm of the depth of the oldest awaited.
package struct ReadingBudget: Sendable {
    /// The depth of the oldest missing task, in pages.
    package let depthInPages: Int
    private let missing: Int
    private let pageSize: Int
    private let logarithm: Int

    /// A budget for so many missing rows, the oldest of which stands `depth` rows deep.
    package init(missing: Int, depth: Int, pageSize: Int) {
        self.missing = missing
        self.pageSize = pageSize
        depthInPages = (depth + pageSize - 1) / pageSize
        logarithm = Int((2 * log2(1 + Double(depth) / Double(pageSize))).rounded(.down))
    }

    /// The calls of a poll that found so many new rows at the new end: the first page, the pages that the new rows fill,
    /// and the logarithm.
    package func pages(newRows: Int) -> Int {
        1 + pagesOfRows(newRows) + logarithm
    }

    /// How many pages to read from the first one on, if that is the only way to the missing rows: what they fill, and
    /// 4·2ⁿ at every 2ⁿ-th poll, which costs the logarithm on average; no deeper than the oldest can stand.
    package func depth(atPoll number: Int, newRows: Int) -> Int {
        min(pagesOfRows(newRows) + (4 << min(number.trailingZeroBitCount, 20)), 1 + depthInPages)
    }

    private func pagesOfRows(_ newRows: Int) -> Int {
        (max(missing, newRows) + pageSize - 1) / pageSize
    }
}
