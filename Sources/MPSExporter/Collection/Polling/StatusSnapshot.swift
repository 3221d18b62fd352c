/// What is known of one status of an account's tasks.
package struct StatusSnapshot: Sendable, Equatable {
    /// TotalCount of the last first page; nil before there was one, or if the API does not send it.
    package var depth: Int?
    /// When that page was read, in milliseconds since 1970.
    package var depthRead: Int64?
    /// Whether the last poll's listing succeeded; nil before the first.
    package var succeeded: Bool?
    /// When a listing last succeeded, in milliseconds since 1970.
    package var lastSuccess: Int64?
    /// Whether the last poll read the listing as far as its values need.
    package var isComplete: Bool?
    /// The last complete pass.
    package var listing: CompletedListing?
    /// Pages read since the start.
    package var pages = 0

    /// Nothing is known yet.
    package init() {}

    /// The depth, if it was read at a moment or after it.
    func depth(since moment: Int64) -> Int? {
        depthRead.flatMap { $0 < moment ? nil : depth }
    }
}
