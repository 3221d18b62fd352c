/// The forms of a request target (RFC 9112 §3.2).
enum RequestTarget {
    /// The path of a target without query: what follows the authority of the absolute form that proxies send
    /// ("http://host/path"), else the whole.
    static func path(in target: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard target.count > 7, unsafe target[0] != UInt8(ascii: "/") else { return unsafe target }
        for scheme in ["http://", "https://"] {
            let beginning = unsafe UnsafeRawBufferPointer(rebasing: target.prefix(scheme.utf8.count))
            guard unsafe RequestHead.areEqualInAnyCase(beginning, scheme) else { continue }
            let authority = unsafe target.dropFirst(scheme.utf8.count)
            let start = unsafe authority.firstIndex(of: UInt8(ascii: "/")) ?? target.endIndex
            return unsafe UnsafeRawBufferPointer(rebasing: target[start...])
        }
        return unsafe target
    }
}
