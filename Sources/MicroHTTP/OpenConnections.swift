import Glibc
import Synchronization

/// The open connections, so that those on which clients let the server wait make way for others when there is no room.
final class OpenConnections: Sendable {
    private let patience: UInt64
    private let connections = Mutex<[ObjectIdentifier: OpenConnection]>([:])

    /// Nobody has to make way before having let the server wait for this long.
    init(patience: Duration) {
        self.patience = UInt64(max(0, patience / .milliseconds(1)))
    }

    /// A connection has begun.
    func add(_ connection: OpenConnection) {
        connections.withLock { $0[ObjectIdentifier(connection)] = connection }
    }

    /// A connection is over; its descriptor must still be open, so that it is nobody else's yet.
    func remove(_ connection: OpenConnection) {
        connections.withLock { $0[ObjectIdentifier(connection)] = nil }
    }

    /// Ends up to `count` connections in these phases, those first that have been in them for longest. The server's
    /// threads close them soon afterwards. Returns how many there were.
    func makeWay(for count: Int, in phases: [OpenConnection.Phase]) -> Int {
        let now = OpenConnection.milliseconds()
        return connections.withLock { connections in
            let waiting = connections.values.filter { $0.letsWait(in: phases, for: patience, at: now) }
            let longest = waiting.sorted { $0.since < $1.since }.prefix(count)
            for connection in longest {
                connection.enter(.end)
                shutdown(connection.descriptor, Int32(SHUT_RDWR))
            }
            return longest.count
        }
    }
}
