import Glibc

/// A TCP socket that listens, non-blocking; it is closed when the last copy goes.
struct ListeningSocket: Sendable {
    /// The descriptor to accept from.
    let descriptor: OwnedDescriptor

    /// The address as the system reports it: numeric, with the real port.
    let address: ListenAddress

    /// Whether another process may hold the same socket, so that what waits in its queue is not ours alone.
    let isShared: Bool

    /// Opens, binds and listens. Without a host, one socket serves IPv6 and IPv4, or IPv4 alone where there is no IPv6.
    init(opening asked: ListenAddress) throws(MicroHTTPError) {
        guard asked.host == nil else {
            try self.init(opening: asked, at: SocketAddress.resolve(asked))
            return
        }
        do throws(MicroHTTPError) {
            try self.init(opening: asked, at: SocketAddress.resolve(asked, family: AF_INET6))
        } catch .addressInUse(let address) {
            throw .addressInUse(address)
        } catch {
            try self.init(opening: asked, at: SocketAddress.resolve(asked, family: AF_INET))
        }
    }

    /// Takes over a descriptor that already listens (socket activation). Another kind of descriptor is left open: where
    /// nothing was handed over, the number is that of a file of the process's own.
    init(adopting number: Int32) throws(MicroHTTPError) {
        guard let listens = Self.option(SO_ACCEPTCONN, of: number) else {
            throw .notListening(descriptor: number, reason: SystemError.last.text)
        }
        guard listens == 1, Self.option(SO_TYPE, of: number) == Int32(SOCK_STREAM.rawValue),
            let bound = SocketAddress.local(of: number)?.listenAddress
        else {
            throw .notListening(descriptor: number, reason: "it is another kind of descriptor")
        }
        descriptor = OwnedDescriptor(owning: number)
        isShared = true
        guard fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) == 0,
            fcntl(number, F_SETFD, FD_CLOEXEC) == 0
        else {
            throw .notListening(descriptor: number, reason: SystemError.last.text)
        }
        address = bound
    }

    private init(opening asked: ListenAddress, at place: SocketAddress) throws(MicroHTTPError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let number = socket(place.family, type, 0)
        guard number >= 0 else {
            throw .cannotListen(asked, reason: SystemError.last.text)
        }
        descriptor = OwnedDescriptor(owning: number)
        isShared = false
        // A restart must not wait for the old connections' TIME_WAIT.
        Self.set(SO_REUSEADDR, SOL_SOCKET, to: 1, of: number)
        if place.host == "::" {
            Self.set(IPV6_V6ONLY, Int32(IPPROTO_IPV6), to: 0, of: number)
        }
        guard unsafe place.withPointer({ unsafe bind(number, $0, $1) }) == 0, Glibc.listen(number, SOMAXCONN) == 0
        else {
            let error = SystemError.last
            throw error.code == EADDRINUSE ? .addressInUse(asked) : .cannotListen(asked, reason: error.text)
        }
        address = SocketAddress.local(of: number)?.listenAddress ?? asked
    }

    private static func set(_ name: Int32, _ level: Int32, to value: Int32, of descriptor: Int32) {
        let code = unsafe withUnsafeBytes(of: value) {
            unsafe setsockopt(descriptor, level, name, $0.baseAddress, socklen_t($0.count))
        }
        assert(code == 0, "A freshly made TCP socket takes option \(name).")
    }

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
}
