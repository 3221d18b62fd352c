/// What chance decides about one task.
struct TaskDraw: Sendable {
    let type: Int
    let traits: TaskTraits
    /// Seconds of the queue's life after which a task that is never processed gives up.
    let patienceSeconds: Double
    /// Seconds on the wall clock from begin to finish of a task that outlives the window.
    let overWindowSeconds: Double
    /// Seconds on the wall clock from begin to finish of an instant task.
    let instantSeconds: Double
    /// Seconds of the queue's life from begin to finish of any other task.
    let serviceSeconds: Double
}
