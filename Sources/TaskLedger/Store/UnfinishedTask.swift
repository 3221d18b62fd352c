/// A task that was seen WAITING or PROCESSING and has not been found in FINISH yet.
package struct UnfinishedTask: Sendable, Equatable {
    /// TaskId.
    package var id: String
    /// CreateTime in milliseconds since 1970; 0 when it cannot be read.
    package var created: Int64
    /// The number of the listing pass that last showed it; 0 for a task of an earlier run.
    package var lastPass: Int
    /// What has been counted of it.
    var phases: CountedPhases

    var state: TaskState { TaskState(phases: phases, created: created) }
}
