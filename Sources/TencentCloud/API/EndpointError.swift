/// Why a text names no endpoint; each case carries the text, without a user's name and password.
package enum EndpointError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownScheme(String)
    case moreThanHostAndPort(String)
    case invalidHost(String)
    case invalidPort(String)

    package var description: String {
        switch self {
        case .unknownScheme(let text):
            "endpoint \(text.debugDescription): expected http:// or https://, or a host alone"
        case .moreThanHostAndPort(let text):
            "endpoint \(text.debugDescription): expected a host and a port, without user, path or query"
        case .invalidHost(let text):
            "endpoint \(text.debugDescription): expected a host name, an IPv4 address or an IPv6 address in brackets"
        case .invalidPort(let text):
            "endpoint \(text.debugDescription): expected a port from 1 to 65535"
        }
    }
}
