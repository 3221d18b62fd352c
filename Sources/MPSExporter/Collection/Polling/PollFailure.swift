package import MediaProcessing
package import TaskLedger
package import TencentCloud

/// Why a listing of a poll did not succeed.
package enum PollFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The API did not give a page.
    case api(APIError)
    /// What was read could not be written down, so it was not counted.
    case ledger(LedgerError)
    /// The pages contradicted each other.
    case brokenListing(TaskStatus)

    package var description: String {
        switch self {
        case .api(let error): "\(error)"
        case .ledger(let error): "\(error)"
        case .brokenListing(let status):
            "the listing of \(status.rawValue) runs in circles: expected new tasks on each page until an empty ScrollToken"
        }
    }

    /// The API's code or the kind of failure, as in `mps_api_request_failures_total`; `state` if the state file failed.
    package var code: String {
        switch self {
        case .api(let error): error.metricCode
        case .ledger: "state"
        case .brokenListing: "malformed"
        }
    }

    /// Whether it was the state file that failed.
    package var isOfLedger: Bool {
        if case .ledger = self { true } else { false }
    }

    /// The provider's id of the failed call.
    package var requestID: String? {
        if case .api(let error) = self { error.requestID } else { nil }
    }
}
