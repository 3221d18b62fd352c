/// A call as it is handed to the loop: checked, with its end in time and the place where its result goes.
struct TransferOrder: Sendable {
    /// Names one call of a transport.
    typealias ID = UInt64

    /// What a call ends with.
    typealias Result = Swift.Result<HTTPResponse, HTTPTransportError>

    let id: ID
    let request: HTTPRequest
    let target: CallTarget
    let headerLines: [String]

    /// When the whole call has to be over, time in the mailbox and a second attempt included.
    let deadline: ContinuousClock.Instant

    /// Takes the result, exactly once; whoever holds the order last owes it.
    let reply: CheckedContinuation<Result, Never>
}
