/// What a queue answers.
package struct ListingPage: Sendable, Hashable {
    /// How many tasks satisfy the filter, on this page or not.
    package var totalCount: Int
    package var rows: [ListingRow]
    /// Names the entry after the last row; empty at the end.
    package var nextToken: String
}
