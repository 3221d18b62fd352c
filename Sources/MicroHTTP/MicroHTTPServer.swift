import Synchronization

/// An HTTP/1.1 server on libmicrohttpd: one thread accepts, one or more serve, the handler answers.
///
/// It serves from `init` on and must be stopped before it goes. The order of death: no more connections, then the
/// requests in flight, then those still suspended, then the library's threads.
package final class MicroHTTPServer: Sendable {
    /// How long `stop` waits, after the grace, for the 503 of those that were not ready.
    private static let farewell = Duration.milliseconds(150)

    /// Where clients can connect: numeric addresses with the real ports, in the order of the configuration, the adopted
    /// ones last.
    package let boundAddresses: [ListenAddress]

    private let grace: Duration
    private let daemon: Daemon
    private let inFlight: InFlight
    private let suspended: SuspendedRequests
    private let acceptor: Mutex<Acceptor?>
    private let isStopped = Atomic<Bool>(false)

    /// Opens the sockets and starts to serve.
    /// - Throws: `MicroHTTPError` with the first address that cannot be served; nothing stays open then.
    package init(
        _ configuration: Configuration, handler: any RequestHandler, observer: (any RequestObserver)? = nil
    ) throws(MicroHTTPError) {
        var adopted: [ListeningSocket] = []
        for descriptor in configuration.adopted {
            adopted.append(try ListeningSocket(adopting: descriptor))
        }
        try configuration.validate()
        var sockets: [ListeningSocket] = []
        for address in configuration.listen {
            sockets.append(try ListeningSocket(opening: address))
        }
        sockets += adopted
        let wake = try WakeUp()
        let slots = ConnectionSlots(limit: configuration.maxConnections, freed: wake)
        let connections = OpenConnections(patience: configuration.patience)
        grace = configuration.stopGrace
        inFlight = try InFlight()
        suspended = SuspendedRequests(refusal: .refusal(503, "the server is stopping"))
        daemon = try Daemon(
            configuration,
            handler: AccessHandler(
                configuration, handler: handler, observer: observer, inFlight: inFlight, suspended: suspended,
                slots: slots, connections: connections))
        do throws(MicroHTTPError) {
            let loop = AcceptLoop(
                sockets: sockets, slots: slots, connections: connections, daemon: daemon, wake: wake,
                comesFirst: configuration.comesFirst)
            acceptor = Mutex(try Acceptor(running: loop))
        } catch {
            daemon.stop()
            throw error
        }
        boundAddresses = sockets.map(\.address)
    }

    deinit {
        assert(isStopped.load(ordering: .acquiring), "A MicroHTTPServer must be stopped before it goes.")
    }

    /// Stops accepting connections: new ones are refused by the system, open ones are served on. Idempotent, from any
    /// thread.
    package func quiesce() {
        let acceptor = acceptor.withLock { $0.take() }
        acceptor?.stop()
    }

    /// Stops serving. Requests that have come are answered as far as the configuration's `stopGrace` allows, on
    /// connections that are closed then; those whose answer is not ready get a 503. It returns when all that is done,
    /// little later than the grace at worst, and blocks the calling thread until then; a handler must not call it.
    /// Idempotent: a second call returns at once.
    package func stop() {
        guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        quiesce()
        inFlight.beginDraining()
        inFlight.waitUntilIdle(atMost: grace)
        suspended.close()
        inFlight.waitUntilIdle(atMost: Self.farewell)
        daemon.stop()
    }
}
