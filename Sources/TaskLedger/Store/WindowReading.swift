/// From which of a task's times the API counts the 168 hours for which it lists it: not documented, so observed.
package enum WindowReading: String, Sendable, Codable, CaseIterable {
    /// From CreateTime.
    case creation
    /// From FinishTime.
    case finish

    var column: String {
        switch self {
        case .creation: "created"
        case .finish: "finished"
        }
    }
}
