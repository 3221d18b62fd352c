/// What the ledger keeps of one task.
struct TaskState: Equatable {
    var phases: CountedPhases
    /// CreateTime in milliseconds since 1970; 0 when it cannot be read.
    var created: Int64
    /// FinishTime, or when the task was first seen in FINISH without one; nil while it is unfinished.
    var finished: Int64?
}
