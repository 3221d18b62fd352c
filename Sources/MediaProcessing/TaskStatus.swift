/// A task's state in the API's own word; an open set.
package struct TaskStatus: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Submitted and not begun.
    package static let waiting = TaskStatus(rawValue: "WAITING")
    /// At least one subtask runs.
    package static let processing = TaskStatus(rawValue: "PROCESSING")
    /// No subtask runs any more, whether they did well or not.
    package static let finish = TaskStatus(rawValue: "FINISH")
}
