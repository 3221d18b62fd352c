/// Where an API is reached: scheme, host and port, without path.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// The protocol under the calls.
    package enum Scheme: String, Sendable {
        case http
        case https

        var defaultPort: Int {
            self == .http ? 80 : 443
        }
    }

    package let scheme: Scheme
    /// In lower case; an IPv6 address in brackets.
    package let host: String
    /// Nil for the scheme's own port.
    package let port: Int?

    /// Reads `host`, `host:port` or a URL of these with `https://` (the default) or `http://`; a `/` may end it.
    ///
    /// Throws with the offending text if there is a user, path, query or fragment, or no valid host or port.
    package init(parsing text: String) throws(EndpointError) {
        var rest = Substring(text)
        var scheme = Scheme.https
        if let separator = text.firstRange(of: "://") {
            guard let known = Scheme(rawValue: text[..<separator.lowerBound].lowercased()) else {
                throw .unknownScheme(text)
            }
            scheme = known
            rest = text[separator.upperBound...]
        }
        if rest.hasSuffix("/") { rest.removeLast() }
        // What stands before an @ can be a password, and errors are logged.
        guard !rest.contains("@") else { throw .moreThanHostAndPort("…@\(rest.split(separator: "@").last ?? "")") }
        guard !rest.contains(where: { "/?#\\".contains($0) }) else { throw .moreThanHostAndPort(text) }
        let (host, port) = Self.split(rest)
        guard Self.isHost(host) else { throw .invalidHost(text) }
        self.host = host.lowercased()
        self.scheme = scheme
        if let port {
            guard let number = Self.port(port) else { throw .invalidPort(text) }
            self.port = number == scheme.defaultPort ? nil : number
        } else {
            self.port = nil
        }
    }

    /// The value of the Host header, as HTTP clients send it and as it must be signed.
    package var hostHeader: String {
        port.map { "\(host):\($0)" } ?? host
    }

    /// The URL of the API's only path.
    package var url: String {
        "\(scheme.rawValue)://\(hostHeader)/"
    }

    package var description: String {
        "\(scheme.rawValue)://\(hostHeader)"
    }

    private static func split(_ text: Substring) -> (host: Substring, port: Substring?) {
        let end =
            text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        guard let end, end < text.endIndex else { return (text, nil) }
        guard text[end] == ":" else { return ("", nil) }
        return (text[..<end], text[text.index(after: end)...])
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            return address.contains(":") && address.allSatisfy { $0.isASCII && ($0.isHexDigit || ":.".contains($0)) }
        }
        return !host.isEmpty && host.utf8.count <= 253
            && host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }

    private static func port(_ text: Substring) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
    }
}
