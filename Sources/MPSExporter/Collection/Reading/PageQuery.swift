/// The next call of a reading: where to enter the listing and how to narrow it.
package struct PageQuery: Sendable, Equatable {
    /// ScrollToken; nil for the first page.
    package var token: String?
    /// StartTime and EndTime in milliseconds since 1970; nil for the whole listing.
    package var window: ClosedRange<Int64>?

    /// A call with this token and window.
    package init(token: String? = nil, window: ClosedRange<Int64>? = nil) {
        self.token = token
        self.window = window
    }
}
