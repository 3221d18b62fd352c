import Glibc

/// Sends datagrams to a local socket (unix(7)), such as a service manager listens on.
package struct DatagramSocket: Sendable {
    /// The path of a socket in the file system, or "@" and the name of one in the abstract namespace.
    package let path: String
    private let address: sockaddr_un
    private let length: socklen_t

    /// A socket that may or may not be there.
    /// - Throws: `MicroHTTPError.cannotSend` for what is neither absolute nor abstract, or longer than the system takes.
    package init(path: String) throws(MicroHTTPError) {
        let isAbstract = path.hasPrefix("@")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = isAbstract ? [0] + path.utf8.dropFirst() : Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard isAbstract || path.hasPrefix("/"), bytes.count > 1, bytes.count < capacity else {
            throw .cannotSend(
                path: path, reason: "expected an absolute path, or @ and a name, of at most \(capacity - 1) bytes")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        self.path = path
        self.address = address
        // The name of an abstract socket ends with its length, a path with a zero.
        let start = MemoryLayout<sockaddr_un>.size - capacity
        length = socklen_t(start + bytes.count + (isAbstract ? 0 : 1))
    }

    /// Sends a datagram without waiting for anything.
    /// - Throws: `MicroHTTPError.cannotSend` if nobody listens there or nobody reads.
    package func send(_ text: String) throws(MicroHTTPError) {
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .cannotSend(path: path, reason: SystemError.last.text) }
        let descriptor = OwnedDescriptor(owning: number)
        let bytes = Array(text.utf8)
        let sent = unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe sendto(
                    descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT),
                    address, length)
            }
        }
        guard sent == bytes.count else { throw .cannotSend(path: path, reason: SystemError.last.text) }
    }
}
