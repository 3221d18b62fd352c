import Glibc
import Synchronization

/// Accepts connections from all listening sockets and hands them to the daemon, until it is told to stop.
///
/// libmicrohttpd could accept on its own. But `MHD_quiesce_daemon` of 0.9.75 can abort the process when a server thread
/// takes the socket out of its epoll set at the same moment, and its connection limit can leave a mutex locked. With the
/// sockets here, several addresses share one daemon and one limit, and a full server leaves newcomers in the queue until
/// those who let it wait have made way.
final class AcceptLoop: Sendable {
    /// How many milliseconds to leave the queues alone, unless a slot comes free, after a failure that trying again at
    /// once would only repeat.
    private static let pause: Int32 = 100

    /// How many connections to take from one queue before the others have their turn.
    private static let turn = 64

    /// How many connections make way at a time, when somebody waits; nobody knows how many do.
    private static let leavers = 16

    private let sockets: [ListeningSocket]
    private let slots: ConnectionSlots
    private let connections: OpenConnections
    private let daemon: Daemon
    private let wake: WakeUp
    private let comesFirst: Bool
    private let isStopping = Atomic<Bool>(false)

    /// What became of an attempt to empty the queue of a socket.
    private enum Outcome {
        /// Nobody waits, or the turn is over.
        case done
        /// Somebody waits, and there is no slot left.
        case full
        /// The system lacks descriptors or memory, or a shared socket was shut down by its other owner.
        case failed
    }

    /// `wake` is the one that the slots signal when one comes free.
    init(
        sockets: [ListeningSocket], slots: ConnectionSlots, connections: OpenConnections, daemon: Daemon, wake: WakeUp,
        comesFirst: Bool
    ) {
        self.sockets = sockets
        self.slots = slots
        self.connections = connections
        self.daemon = daemon
        self.wake = wake
        self.comesFirst = comesFirst
    }

    /// Makes `run` return soon. From any thread.
    func requestStop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
    }

    /// Accepts until `requestStop`; at the end takes in those who had connected before.
    func run() {
        if comesFirst { ThreadPrecedence.comeFirst() }
        var outcome = Outcome.done
        while !isStopping.load(ordering: .acquiring) {
            let ready = waitForConnections(after: outcome)
            outcome = .done
            for socket in ready {
                let own = acceptSome(from: socket, atMost: Self.turn)
                outcome = own == .done ? outcome : own
            }
            if outcome != .done {
                _ = connections.makeWay(for: Self.leavers, in: [.request, .delivery, .limitedDelivery])
            }
        }
        for socket in sockets where !socket.isShared {
            _ = acceptSome(from: socket, atMost: Int(SOMAXCONN))
            // Closing alone would leave it open as long as a child process that is being started holds a copy.
            shutdown(socket.descriptor.number, Int32(SHUT_RDWR))
        }
    }

    private func waitForConnections(after outcome: Outcome) -> [ListeningSocket] {
        let watched = outcome == .done ? sockets : []
        var interests = ([wake.pollTarget] + watched.map(\.descriptor.number)).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let timeout = outcome == .done ? -1 : Self.pause
        guard unsafe poll(&interests, nfds_t(interests.count), timeout) > 0 else { return [] }
        if interests[0].revents != 0 {
            wake.clear()
        }
        return zip(watched, interests.dropFirst()).filter { $1.revents != 0 }.map { $0.0 }
    }

    private func acceptSome(from socket: ListeningSocket, atMost limit: Int) -> Outcome {
        for taken in 0..<limit {
            guard !slots.isFull else { return taken == 0 ? .full : .done }
            guard let connection = accept(from: socket) else {
                switch SystemError.last.code {
                case EAGAIN: return .done
                case ECONNABORTED, EINTR: continue
                default: return .failed
                }
            }
            slots.take()
            if !daemon.add(connection.descriptor, from: connection.peer) {
                slots.giveBack()
            }
        }
        return .done
    }

    private func accept(from socket: ListeningSocket) -> (descriptor: Int32, peer: SocketAddress)? {
        var descriptor: Int32 = -1
        let peer = unsafe SocketAddress.filled { address, length in
            unsafe descriptor = Glibc.accept(socket.descriptor.number, address, length)
            return descriptor >= 0
        }
        guard let peer else { return nil }
        // The library makes it non-blocking.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return (descriptor, peer)
    }
}
