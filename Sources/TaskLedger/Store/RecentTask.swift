/// A task that has changed since the journal was last folded into the tables.
struct RecentTask: Equatable {
    /// The task as the tables have it; nil if they do not.
    var folded: TaskState?
    /// The task as it is.
    var now: TaskState
}
