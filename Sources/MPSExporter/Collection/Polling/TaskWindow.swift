/// The span for which the API lists a task, as documented: 7 days, 168 hours.
enum TaskWindow {
    /// In milliseconds.
    static let length: Int64 = 168 * 3_600_000
    /// After this, a task cannot be listed again whatever the clocks say; in milliseconds.
    static let lengthWithMargin: Int64 = 169 * 3_600_000
}
