/// The three durations of a task.
package enum DurationKind: String, Sendable, CaseIterable, Hashable {
    /// BeginProcessTime − CreateTime, observed when a task is counted as started.
    case wait
    /// FinishTime − BeginProcessTime, observed when a task is counted as finished.
    case processing
    /// FinishTime − CreateTime, observed when a task is counted as finished.
    case turnaround
}
