internal import MediaProcessing
internal import TaskLedger

extension TaskListing {
    /// The status to ask the API for.
    var status: TaskStatus {
        switch self {
        case .waiting: .waiting
        case .processing: .processing
        case .finish, .finishFailed: .finish
        }
    }
}
