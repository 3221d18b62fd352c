package import MicroHTTP

/// What systemd, or whoever speaks its protocol, is told of the process (sd_notify(3)).
package struct ServiceManager: Sendable {
    /// How often it wants to hear that the process works; nil if it does not ask.
    package let watchdogInterval: Duration?
    private let socket: DatagramSocket

    /// The service manager that the environment names, nil if there is none.
    /// - Parameters:
    ///   - environment: of it, `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
    ///   - processID: ours; a watchdog that is meant for another process is none.
    /// - Throws: `MicroHTTPError.cannotSend` for a socket that cannot be one.
    package init?(environment: [String: String], processID: Int32) throws(MicroHTTPError) {
        guard let path = environment[.notifySocket], !path.isEmpty else { return nil }
        socket = try DatagramSocket(path: path)
        watchdogInterval = Self.watchdogInterval(environment, processID: processID)
    }

    /// Tells it.
    /// - Throws: `MicroHTTPError.cannotSend` if it does not listen.
    package func tell(_ state: ServiceState) throws(MicroHTTPError) {
        try socket.send(state.message)
    }

    private static func watchdogInterval(_ environment: [String: String], processID: Int32) -> Duration? {
        guard let microseconds = environment[.watchdogMicroseconds].flatMap({ Int64($0) }), microseconds > 0,
            environment[.watchdogProcess].map({ $0 == String(processID) }) ?? true
        else { return nil }
        return .microseconds(microseconds)
    }
}
