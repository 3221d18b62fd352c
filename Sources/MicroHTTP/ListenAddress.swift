/// An address to listen on, as an operator writes it: `host:port`, `:port` for every interface, `[v6]:port`.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// A numeric address or a name; nil stands for every interface, IPv6 and IPv4.
    package let host: String?

    /// 0 asks the system for a free port.
    package let port: UInt16

    /// An address from its parts; an IPv6 host without brackets.
    package init(host: String?, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`, `:port` or `[v6]:port`.
    /// - Throws: `MicroHTTPError.invalidListenAddress` with the text as it was given.
    package init(parsing text: String) throws(MicroHTTPError) {
        guard let colon = text.lastIndex(of: ":"), let port = Self.port(text[text.index(after: colon)...]) else {
            throw .invalidListenAddress(text)
        }
        let host = text[..<colon]
        if host.isEmpty {
            self.init(host: nil, port: port)
        } else if host.hasPrefix("["), host.hasSuffix("]"), host.count > 2 {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
        } else if host.utf8.contains(where: { $0 <= 0x20 || [UInt8(ascii: ":"), UInt8(ascii: "[")].contains($0) }) {
            throw .invalidListenAddress(text)
        } else {
            self.init(host: String(host), port: port)
        }
    }

    /// The form that `init(parsing:)` reads.
    package var description: String {
        guard let host else { return ":\(port)" }
        return host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// `UInt16` alone would also take "+80".
    private static func port(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt16(text) : nil
    }
}
