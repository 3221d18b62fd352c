import Foundation

/// A TCP client that sends exactly the bytes it is given and reads responses with a Content-Length. It blocks, at most
/// a minute for each call: long enough for any machine, so that a failure is one that waits for ever.
final class RawClient {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// A response as it came.
    struct Response: Equatable {
        let status: Int
        let fields: [String: String]
        let body: [UInt8]

        var text: String {
            String(decoding: body, as: UTF8.self)
        }
    }

    private let descriptor: Int32
    /// What has come and was not read yet.
    var unread: [UInt8] { pending }
    /// Whether the server ended the connection by a reset, which can cost the last bytes.
    private(set) var wasReset = false

    private var pending: [UInt8] = []
    private var isOpen = true

    init(port: UInt16, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &list)
        defer { unsafe freeaddrinfo(list) }
        guard code == 0, let entry = unsafe list?.pointee else {
            throw Failure(description: "no address for \(host)")
        }
        descriptor = unsafe socket(entry.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        // What is sent apart goes out apart, at once.
        var immediately: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &immediately, socklen_t(MemoryLayout<Int32>.size))
        if var receiveBuffer {
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        guard unsafe Foundation.connect(descriptor, entry.ai_addr, entry.ai_addrlen) == 0 else {
            throw Failure(description: "connect: \(errno)")
        }
    }

    deinit {
        if isOpen {
            close(descriptor)
        }
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "send: \(errno)") }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Reads one response; that of a HEAD request has no body.
    func readResponse(toHead: Bool = false) throws -> Response {
        let separator = Array("\r\n\r\n".utf8)
        while pending.firstRange(of: separator) == nil {
            guard try fill() else {
                throw Failure(description: "closed in header after \(String(decoding: pending, as: UTF8.self))")
            }
        }
        guard let end = pending.firstRange(of: separator) else { throw Failure(description: "no header") }
        let lines = String(decoding: pending[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        pending.removeSubrange(..<end.upperBound)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw Failure(description: "bad field \(line)") }
            fields[parts[0].lowercased(), default: ""] += parts[1].trimmingPrefix(" ")
        }
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0", let status = Int(words[1]) else {
            throw Failure(description: "bad status line \(lines[0])")
        }
        let length = toHead || status == 204 || status == 304 ? 0 : Int(fields["content-length"] ?? "0") ?? 0
        while pending.count < length {
            guard try fill() else { throw Failure(description: "closed after \(pending.count) of \(length) bytes") }
        }
        let body = Array(pending.prefix(length))
        pending.removeFirst(length)
        return Response(status: status, fields: fields, body: body)
    }

    /// Sends a request and reads its response.
    func ask(_ request: String, toHead: Bool = false) throws -> Response {
        try send(request)
        return try readResponse(toHead: toHead)
    }

    /// Whether bytes or the end of the connection arrive within this many milliseconds.
    func hasBytes(within milliseconds: Int32) -> Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&interest, 1, milliseconds) == 1
    }

    /// Closes the connection with a reset, so that the server's next send fails.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
        isOpen = false
    }

    /// Whether the server closes the connection without sending anything further. A reset counts as closed.
    func isClosedByServer() throws -> Bool {
        try pending.isEmpty && !fill()
    }

    /// Everything up to the end of the connection.
    func readToEnd() throws -> [UInt8] {
        while try fill() {}
        defer { pending = [] }
        return pending
    }

    /// Waits for more than is unread; false at the end of the connection.
    func readMore() throws -> Bool {
        try fill()
    }

    /// False at the end of the connection.
    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var count: Int
        // With a time limit it does not go on by itself after the process was stopped for a while.
        repeat {
            count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        } while count < 0 && errno == EINTR
        if count < 0 && errno == ECONNRESET {
            wasReset = true
            return false
        }
        guard count >= 0 else { throw Failure(description: "recv: \(errno)") }
        pending.append(contentsOf: buffer.prefix(count))
        return count > 0
    }
}
