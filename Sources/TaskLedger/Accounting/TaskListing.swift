/// The listing that showed a task: the status asked for, which the row itself does not repeat.
package enum TaskListing: Sendable, Hashable, CaseIterable {
    case waiting
    case processing
    case finish
    /// FINISH narrowed to tasks with a failed subtask (SubTaskHasFailed).
    case finishFailed

    /// Whether the API calls the tasks of this listing finished.
    package var isFinish: Bool { self == .finish || self == .finishFailed }
}
