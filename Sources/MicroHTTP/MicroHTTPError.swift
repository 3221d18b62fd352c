/// Everything that can go wrong when a server is set up or bytes are compressed; requests themselves never throw.
package enum MicroHTTPError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The text is no listen address.
    case invalidListenAddress(String)
    /// The configuration names no address and no adopted descriptor.
    case nothingToListenOn
    /// Another socket listens there already.
    case addressInUse(ListenAddress)
    /// The host of a listen address has no address.
    case unresolvableHost(ListenAddress, reason: String)
    /// The system refused to listen there.
    case cannotListen(ListenAddress, reason: String)
    /// The adopted descriptor is not a TCP socket that listens.
    case notListening(descriptor: Int32, reason: String)
    /// A value of the configuration is out of its range.
    case invalidConfiguration(key: String, value: Int, expected: String)
    /// The system refused a thread, a descriptor or memory that the server needs.
    case cannotStart(reason: String)
    /// A datagram could not be sent to a local socket.
    case cannotSend(path: String, reason: String)
    /// A part of the TLS settings cannot be used.
    case unusableTLS(TLSAspect, expected: String, got: String)
    /// zlib refused to compress; the code is its own (`Z_MEM_ERROR` and so on).
    case compressionFailed(code: Int32)

    /// One line for the person who runs the program: what, where, what was expected.
    package var description: String {
        switch self {
        case .invalidListenAddress(let text):
            "invalid listen address \"\(text)\": expected host:port, :port or [v6]:port with a port of 0 to 65535"
        case .nothingToListenOn:
            "no listen address: expected at least one address or one open listening socket"
        case .addressInUse(let address):
            "cannot listen on \(address): address in use"
        case .unresolvableHost(let address, let reason):
            "cannot listen on \(address): host not found (\(reason))"
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason)"
        case .notListening(let descriptor, let reason):
            "cannot listen on inherited descriptor \(descriptor): expected a listening TCP socket (\(reason))"
        case .invalidConfiguration(let key, let value, let expected):
            "invalid web server setting \(key) \(value): expected \(expected)"
        case .cannotStart(let reason):
            "cannot start the web server: \(reason)"
        case .cannotSend(let path, let reason):
            "cannot send to the socket \(path): \(reason)"
        case .unusableTLS(_, let expected, let got):
            "cannot use TLS: expected \(expected), got \(got)"
        case .compressionFailed(let code):
            "cannot compress a response: zlib error \(code)"
        }
    }
}
