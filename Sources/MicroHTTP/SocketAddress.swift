import CMicrohttpd
import Glibc

/// An internet socket address in the form that the system calls take.
struct SocketAddress: Sendable {
    private var storage: sockaddr_storage
    private let length: socklen_t

    /// The address family, such as `AF_INET6`.
    var family: Int32 {
        Int32(storage.ss_family)
    }

    /// The numeric host without port; an IPv4 address that came over an IPv6 socket in its IPv4 form.
    var host: String? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = unsafe withPointer {
            unsafe getnameinfo($0, $1, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        }
        guard code == 0, family == AF_INET || family == AF_INET6 else { return nil }
        let host = String(decoding: text.lazy.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return host.hasPrefix("::ffff:") && host.contains(".") ? String(host.dropFirst(7)) : host
    }

    /// Host and port; nil for other families than IPv4 and IPv6.
    var listenAddress: ListenAddress? {
        guard let host else { return nil }
        // The port stands at the same place in both families' structures.
        let port = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(fromByteOffset: 2, as: UInt16.self) }
        return ListenAddress(host: host, port: UInt16(bigEndian: port))
    }

    private init(storage: sockaddr_storage, length: socklen_t) {
        self.storage = storage
        self.length = length
    }

    /// Copies an address of `length` bytes at most.
    init(copying address: UnsafePointer<sockaddr>, length: socklen_t) {
        var storage = sockaddr_storage()
        let count = min(Int(length), MemoryLayout<sockaddr_storage>.size)
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: count))
        }
        self.init(storage: storage, length: socklen_t(count))
    }

    /// Copies the address of a peer, whose length follows from its family.
    init(copying address: UnsafePointer<sockaddr>) {
        let family = unsafe Int32(address.pointee.sa_family)
        let size =
            switch family {
            case AF_INET: MemoryLayout<sockaddr_in>.size
            case AF_INET6: MemoryLayout<sockaddr_in6>.size
            default: MemoryLayout<sa_family_t>.size
            }
        unsafe self.init(copying: address, length: socklen_t(size))
    }

    /// The address that a system call fills in; nil when the call returns false.
    static func filled(
        by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let succeeded = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, &length) }
        }
        return succeeded ? SocketAddress(storage: storage, length: length) : nil
    }

    /// The address that a socket is bound to.
    static func local(of descriptor: Int32) -> SocketAddress? {
        unsafe filled { unsafe getsockname(descriptor, $0, $1) == 0 }
    }

    /// Looks a host up; of several addresses the first IPv4 one, as Go does. No host means every interface of `family`.
    static func resolve(_ address: ListenAddress, family: Int32 = AF_UNSPEC) throws(MicroHTTPError) -> SocketAddress {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = family
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(address.host, String(address.port), &hints, &list)
        defer { unsafe freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = unsafe code == 0 ? list : nil
        while let entry = unsafe next?.pointee {
            if let pointer = unsafe entry.ai_addr {
                unsafe found.append(SocketAddress(copying: pointer, length: entry.ai_addrlen))
            }
            unsafe next = entry.ai_next
        }
        guard let best = found.first(where: { $0.family == AF_INET }) ?? found.first else {
            throw .unresolvableHost(address, reason: unsafe String(cString: gai_strerror(code)))
        }
        return best
    }

    /// Calls `body` with the address for a system call.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}
