/// Where a task stands.
package enum TaskPhase: UInt8, Sendable, Hashable, CaseIterable {
    case waiting
    case processing
    case finished

    /// The wire's word for it.
    package var status: String {
        switch self {
        case .waiting: "WAITING"
        case .processing: "PROCESSING"
        case .finished: "FINISH"
        }
    }

    /// The phase that the wire calls `status`; nil for any other word.
    package init?(status: String) {
        switch status {
        case "WAITING": self = .waiting
        case "PROCESSING": self = .processing
        case "FINISH": self = .finished
        default: return nil
        }
    }
}
