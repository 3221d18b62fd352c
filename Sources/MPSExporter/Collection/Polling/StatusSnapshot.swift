/// What is known of one status of an account's tasks.
package struct StatusSnapshot: Sendable, Equatable {
    /// TotalCount of the last first page; nil before there was one, or if the API does not send it.
    package var depth: Int?
    /// Whether the last poll's listing succeeded; nil before the first.
    package var succeeded: Bool?
    /// When a listing last succeeded, in milliseconds since 1970.
    package var lastSuccess: Int64?
    /// Whether the last poll read the listing to its end.
    package var isComplete: Bool?
    /// The last complete pass.
    package var listing: CompletedListing?
    /// Pages read since the start.
    package var pages = 0

    /// Nothing is known yet.
    package init() {}
}
