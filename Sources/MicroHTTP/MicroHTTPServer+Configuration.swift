extension MicroHTTPServer {
    /// Where and within which limits a server serves.
    package struct Configuration: Sendable {
        /// Addresses to listen on, each with a socket of its own.
        package var listen: [ListenAddress]

        /// Descriptors of sockets that listen already (socket activation). They belong to the server from its `init` on.
        package var adopted: [Int32]

        /// Gives the TLS settings of each handshake; without it, connections are plain.
        package var tls: (any TLSContextSource)?

        /// Asked about every request before the handler is.
        package var gate: (any RequestGate)?

        /// Most connections at a time over all addresses; further clients wait in the system's queue until one closes or
        /// makes way. A connection that has been used holds about `maxHeaderBytes` and 4 KiB of memory.
        package var maxConnections = 2048

        /// A client that has let the server wait for this long, for a request or for 16 KiB of an answer to be taken
        /// in, has to make way for another one when there is no room: at `maxConnections`, or at the limit of an answer.
        package var patience = Duration.seconds(1)

        /// A connection on which nothing moves for this long is closed; counted in whole seconds, rounded up.
        package var idleTimeout = Duration.seconds(120)

        /// Most bytes of a request's line and header fields. More is answered with 431, a longer line with 414.
        package var maxHeaderBytes = 8 * 1024

        /// Most bytes of a request's body. More is answered with 413.
        package var maxBodyBytes = 64 * 1024

        /// How long `stop` waits for answers that are under way.
        package var stopGrace = Duration.milliseconds(600)

        /// Threads that serve connections, besides the one that accepts them.
        package var threads = 1

        /// Whether the server's threads come before those that have stepped back (`ThreadPrecedence`).
        package var comesFirst = false

        /// The limits' default values with these sockets.
        package init(listen: [ListenAddress] = [], adopted: [Int32] = []) {
            self.listen = listen
            self.adopted = adopted
        }

        /// The idle timeout as the library takes it.
        var idleSeconds: Int {
            let (seconds, rest) = idleTimeout.components
            return Int(seconds) + (rest > 0 ? 1 : 0)
        }

        /// - Throws: `MicroHTTPError` for the first value that is out of its range.
        func validate() throws(MicroHTTPError) {
            let ranges: [(key: String, value: Int, range: ClosedRange<Int>)] = [
                ("maxConnections", maxConnections, 1...1_000_000),
                ("idleTimeout", idleSeconds, 1...86_400),
                ("maxHeaderBytes", maxHeaderBytes, 1024...1_048_576),
                ("maxBodyBytes", maxBodyBytes, 0...1_073_741_824),
                ("threads", threads, 1...64),
            ]
            for (key, value, range) in ranges where !range.contains(value) {
                let expected = "\(range.lowerBound) to \(range.upperBound)"
                throw .invalidConfiguration(key: key, value: value, expected: expected)
            }
            if listen.isEmpty && adopted.isEmpty {
                throw .nothingToListenOn
            }
        }
    }
}
