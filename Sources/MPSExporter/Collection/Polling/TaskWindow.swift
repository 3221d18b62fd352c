/// The span for which the API lists a task, as documented: 7 days, 168 hours.
enum TaskWindow {
    /// In milliseconds.
    static let length: Int64 = 168 * 3_600_000
    /// After this, a task cannot be listed again whatever the clocks say; in milliseconds.
    static let lengthWithMargin: Int64 = 169 * 3_600_000
    /// For how long a task is remembered at least that vanished unfinished: a live stream may run on for months after the
    /// API has stopped to list it, and be listed again once it has finished. In milliseconds.
    static let vanishedMemory: Int64 = 366 * 86_400_000
    /// More vanished tasks than this are not remembered for as long, so that they cannot fill the memory.
    static let vanishedTasks = 10_000
}
