import Glibc

/// How many calls a poll may spend: what the new rows need, and twice the logarithm of the depth of the oldest awaited.
struct ReadingBudget: Sendable {
    /// The depth of the oldest missing task, in pages.
    let depthInPages: Int
    private let missing: Int
    private let pageSize: Int
    private let logarithm: Int

    init(missing: Int, depth: Int, pageSize: Int) {
        self.missing = missing
        self.pageSize = pageSize
        depthInPages = (depth + pageSize - 1) / pageSize
        logarithm = Int((2 * log2(1 + Double(depth) / Double(pageSize))).rounded(.down))
    }

    /// The calls of a poll that found so many new rows: the first page, the pages that the new rows fill, and the
    /// logarithm.
    func pages(newRows: Int) -> Int {
        1 + (max(missing, newRows) + pageSize - 1) / pageSize + logarithm
    }
}
