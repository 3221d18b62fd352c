/// A way in which a call can fail.
package enum FaultKind: Sendable, Hashable, CaseIterable {
    /// The API's error `InternalError`.
    case internalError
    /// The API's error `RequestLimitExceeded`, whatever the account's calls.
    case requestLimitExceeded
    /// HTTP 500 with a page of HTML.
    case serverError
    /// HTTP 502 with a page of HTML.
    case badGateway
    /// A good reply that ends somewhere in the middle.
    case cutBody
    /// HTTP 200 without a body.
    case emptyBody
    /// HTTP 200 with `{"Response":null}`.
    case nullResponse
    /// HTTP 200 with members of other types than documented.
    case wrongTypes
    /// A good reply after which the server closes the connection.
    case closedConnection
    /// An answer that comes a minute late. Only the server waits; in-process it is a good reply with that delay.
    case stall

    /// Those that cost no time: errors of the API, of HTTP and of the body.
    package static let usual: [FaultKind] = [
        .internalError, .requestLimitExceeded, .serverError, .badGateway, .cutBody, .emptyBody,
    ]
}
