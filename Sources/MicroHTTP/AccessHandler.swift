import CMicrohttpd

/// What the library calls for every request, on its server threads. It lives until the daemon has stopped.
final class AccessHandler: Sendable {
    /// How much of a body beyond the allowed length is read and thrown away, so that the client can read the 413; the
    /// connection of a client that sends still more is cut.
    private static let toleratedExcess = 1 << 20

    /// Gives the TLS settings of each connection.
    let tls: (any TLSContextSource)?

    /// Whether the threads that serve come first.
    let comesFirst: Bool

    private let handler: any RequestHandler
    private let gate: (any RequestGate)?
    private let observer: (any RequestObserver)?
    private let limits: RequestLimits
    private let inFlight: InFlight
    private let suspended: SuspendedRequests
    private let slots: ConnectionSlots
    private let connections: OpenConnections
    private let headerTooLarge: PreparedResponse
    private let bodyTooLarge: PreparedResponse
    private let zeroInLine = PreparedResponse.refusal(400, "the request's line must not have a zero byte")

    /// Takes the parts that it shares with the server, which stops them.
    init(
        _ configuration: MicroHTTPServer.Configuration, handler: any RequestHandler, observer: (any RequestObserver)?,
        inFlight: InFlight, suspended: SuspendedRequests, slots: ConnectionSlots, connections: OpenConnections
    ) {
        self.handler = handler
        self.observer = observer
        tls = configuration.tls
        comesFirst = configuration.comesFirst
        gate = configuration.gate
        limits = RequestLimits(headerBytes: configuration.maxHeaderBytes, bodyBytes: configuration.maxBodyBytes)
        self.inFlight = inFlight
        self.suspended = suspended
        self.slots = slots
        self.connections = connections
        headerTooLarge = .refusal(431, "request header too large: at most \(limits.headerBytes) bytes are allowed")
        bodyTooLarge = .refusal(413, "request body too large: at most \(limits.bodyBytes) bytes are allowed")
    }

    /// The header is in. To answer in this first call makes the library close the connection after the answer, so it is
    /// done only where that is wanted.
    func begin(_ exchange: Exchange, _ head: RequestHead) -> MHD_Result {
        inFlight.begin()
        exchange.connection?.enter(.request)
        if head.size > limits.headerBytes {
            return send(headerTooLarge, exchange, head)
        }
        if let fault = head.fieldFault {
            return send(.refusal(400, fault.rawValue), exchange, head)
        }
        if head.hasZeroInMethod || head.hasZeroInTarget(without: exchange.query) {
            return send(zeroInLine, exchange, head)
        }
        if !head.isBodyUnusual, head.declaredLength > limits.bodyBytes + Self.toleratedExcess {
            return send(bodyTooLarge, exchange, head)
        }
        return inFlight.isDraining && !head.hasBody ? answer(exchange, head) : .YES
    }

    /// A piece of the body has come; it is always used up.
    func collect(_ piece: UnsafeRawBufferPointer, _ exchange: Exchange) -> MHD_Result {
        let taken = min(piece.count, limits.bodyBytes - exchange.body.count)
        unsafe exchange.body.append(contentsOf: piece.prefix(taken))
        exchange.excess += piece.count - taken
        return exchange.excess > Self.toleratedExcess ? .NO : .YES
    }

    /// The request is whole, or an answer to it that had to be waited for is there.
    func answer(_ exchange: Exchange, _ head: RequestHead) -> MHD_Result {
        if let deferred = exchange.deferred {
            return deferred.verdict.map { proceed(with: $0, exchange, head) } ?? .YES
        }
        if exchange.excess > 0 {
            return send(bodyTooLarge, exchange, head)
        }
        guard let gate else { return handle(exchange, head) }
        switch gate.admit(ServerRequest(head: head, query: exchange.query, body: exchange.body)) {
        case .now(let verdict):
            return proceed(with: verdict, exchange, head)
        case .later(let work):
            return suspend(exchange, head, until: work)
        }
    }

    private func proceed(with verdict: Verdict, _ exchange: Exchange, _ head: RequestHead) -> MHD_Result {
        switch verdict {
        case .refused(let response):
            return send(response, exchange, head)
        case .admitted(let fields):
            exchange.deferred = nil
            exchange.fields = fields
            return handle(exchange, head)
        }
    }

    private func handle(_ exchange: Exchange, _ head: RequestHead) -> MHD_Result {
        switch handler.answer(to: ServerRequest(head: head, query: exchange.query, body: exchange.body)) {
        case .now(let response):
            return send(response, exchange, head)
        case .limited(let response, let limit):
            guard hasPlace(in: limit, exchange) else { return send(limit.refusal, exchange, head) }
            return send(response, exchange, head)
        case .later(let work):
            return suspend(exchange, head) { .refused(await work()) }
        case .limitedLater(let limit, let work):
            guard hasPlace(in: limit, exchange) else { return send(limit.refusal, exchange, head) }
            return suspend(exchange, head) { .refused(await work()) }
        }
    }

    /// Counts an answer against a limit, if there is room: a client that is slow to take its own in has to leave its
    /// place to another.
    private func hasPlace(in limit: ConcurrencyLimit, _ exchange: Exchange) -> Bool {
        if !limit.take() {
            guard connections.makeWay(for: 1, in: [.limitedDelivery]) == 1 else { return false }
            limit.takeOver()
        }
        exchange.limit = limit
        return true
    }

    private func suspend(
        _ exchange: Exchange, _ head: RequestHead, until work: @escaping @Sendable () async -> Verdict
    ) -> MHD_Result {
        let deferred = DeferredAnswer()
        exchange.deferred = deferred
        exchange.connection?.enter(.answer)
        unsafe suspended.suspend(head.connection, answer: deferred, until: work)
        return .YES
    }

    /// The request is done, whatever became of it.
    func end(_ exchange: Exchange, isComplete: Bool) {
        if let response = exchange.response {
            observer?.requestCompleted(status: response.status, tag: response.tag, isComplete: isComplete)
        }
        exchange.limit?.giveBack()
        exchange.connection?.enter(.request)
        inFlight.end()
    }

    /// A connection has begun.
    func connectionOpened(_ connection: OpenConnection) {
        connections.add(connection)
    }

    /// A connection is about to be closed.
    func connectionClosed(_ connection: OpenConnection?) {
        if let connection {
            connections.remove(connection)
        }
        slots.giveBack()
    }

    private func send(_ response: PreparedResponse, _ exchange: Exchange, _ head: RequestHead) -> MHD_Result {
        let whole = exchange.fields.isEmpty ? response : response.with(exchange.fields)
        exchange.response = whole
        exchange.connection?.enter(exchange.limit == nil ? .delivery : .limitedDelivery)
        return unsafe whole.queue(on: head.connection)
    }
}
