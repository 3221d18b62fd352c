/// The newest task whose duration fell into a bucket.
package struct TaskExemplar: Sendable, Equatable {
    /// TaskId.
    package var taskID: String
    /// The duration, in milliseconds.
    package var milliseconds: Int64
    /// When the duration ended, in milliseconds since 1970; `Int64.min` for a task that must not be shown.
    package var endedAt: Int64

    /// A task whose duration ended at a moment.
    package init(taskID: String, milliseconds: Int64, endedAt: Int64) {
        self.taskID = taskID
        self.milliseconds = milliseconds
        self.endedAt = endedAt
    }
}
