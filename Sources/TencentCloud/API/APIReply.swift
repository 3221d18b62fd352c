/// A good answer of the API.
package struct APIReply<Body: Sendable>: Sendable {
    package let body: Body
    package let requestID: String?
    /// The server's clock when it answered, from the Date field, in whole seconds.
    package let serverTime: UnixTime?

    package init(body: Body, requestID: String?, serverTime: UnixTime?) {
        self.body = body
        self.requestID = requestID
        self.serverTime = serverTime
    }
}
