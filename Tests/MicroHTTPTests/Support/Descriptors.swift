import Foundation

/// The descriptors of this process.
enum Descriptors {
    /// How many sockets have this as their own address. Those of clients have it as the address of the other side.
    static func count(at host: String, port: UInt16) -> Int {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let own = unsafe inet_addr(host)
        return (0..<Int32(clamping: min(limit.rlim_cur, 65_536))).count { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let code = unsafe withUnsafeMutableBytes(of: &address) { bytes in
                unsafe getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
            }
            return code == 0 && address.sin_family == sa_family_t(AF_INET) && address.sin_port == port.bigEndian
                && address.sin_addr.s_addr == own
        }
    }
}
