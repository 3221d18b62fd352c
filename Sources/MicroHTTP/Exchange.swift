/// One request and its answer, as long as the library knows of it. Only the thread that serves its connection touches it.
final class Exchange {
    /// The connection that it goes over.
    let connection: OpenConnection?

    /// What the request's target had behind "?".
    let query: RequestQuery

    init(on connection: OpenConnection?, query: RequestQuery) {
        self.connection = connection
        self.query = query
    }

    /// The part of the request's body that came so far, at most as much as is allowed.
    var body: [UInt8] = []

    /// Bytes of the body that came beyond what is allowed and were thrown away.
    var excess = 0

    /// The answer that is on its way, once there is one.
    var response: PreparedResponse?

    /// Fields that every response to this request gets, unless it has them itself.
    var fields: [(name: String, value: String)] = []

    /// What has to be told when the answer is out.
    var limit: ConcurrencyLimit?

    /// Where an answer is going to arrive that the handler gives later.
    var deferred: DeferredAnswer?
}
