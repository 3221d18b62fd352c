/// What the last complete pass through WAITING or PROCESSING showed.
package struct CompletedListing: Sendable, Equatable {
    /// When the pass ended, in milliseconds since 1970.
    package var ended: Int64
    /// Tasks by type.
    package var tasksByType: [String: Int]
    /// The oldest CreateTime of WAITING or BeginProcessTime of PROCESSING, in milliseconds since 1970; nil if empty.
    package var oldest: Int64?
}
