/// Makes requests as clients of every kind send them, and spoils most of them.
struct RequestMutator {
    private var random: SeededGenerator

    init(_ random: SeededGenerator) {
        self.random = random
    }

    private static let accept =
        "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"

    /// Requests that are all right.
    static let good = [
        "GET /metrics?name[]=mps_queue_depth&name%5B%5D=a%2Bb+c HTTP/1.1\r\nHost: exporter:10862\r\nAccept: \(accept)\r\n"
            + "Accept-Encoding: gzip\r\nUser-Agent: Prometheus/2.42.0\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: exporter\r\nAuthorization: Basic YWxpY2U6Y29ycmVjdCBob3JzZQ==\r\n\r\n",
        "HEAD /later/%e4%bd%a0 HTTP/1.1\r\nHost: exporter\r\n\r\n",
        "GET http://exporter:10862/?a=b&flag&c= HTTP/1.1\r\nHost: exporter\r\nCookie: a=b; c=\"d\"\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: exporter\r\n\r\n",
        "POST /-/reload HTTP/1.1\r\nHost: exporter\r\nContent-Length: 5\r\n\r\nhello",
        "POST /later HTTP/1.1\r\nHost: exporter\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: x\r\n\r\n",
        "PUT /x HTTP/1.1\r\nHost: exporter\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] =
        [[0x80], [0xFF, 0xFE], [0xC0, 0x80]]
        + [
            "\r\n", "\n", "\r", "\r\n\r\n", ":", " ", "\t", "%", "%0", "%00", "%zz", "%ff", "&", "=", "?", "+", "[]",
            ",", ";", "q=", "\"", "\\", "\0", "0", "9", "-1", "ffffffffffffffff", "/", "//", "..", "HTTP/1.1",
            "HTTP/9.9", "*", "chunked", "close", "GET ", "é", "\u{7F}",
        ].map { Array($0.utf8) }

    private static let fields = [
        "Content-Length: 5", "Content-Length: 0", "Content-Length: 99999999999999999999", "Content-Length: -1",
        "Content-Length: 70000", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: identity", "Connection: close", "Connection: Upgrade\r\nUpgrade: h2c",
        "Expect: 100-continue", "Expect: something", "Host: other", ": empty", "No colon", " folded",
        "Range: bytes=0-1", "Accept:", "Trailer: T", "Authorization: Basic", "X: \u{1}\u{2}", "Cookie: ;;=;a",
        "Content-Type: application/x-www-form-urlencoded",
    ].map { Array($0.utf8) }

    /// A request, and whether it was spoiled.
    mutating func next() -> (bytes: [UInt8], isMutated: Bool) {
        var bytes = random.pick(Self.good)
        guard random.chance(75) else { return (bytes, false) }
        for _ in 0..<random.pick([1, 1, 1, 2, 2, 3, 6]) where !bytes.isEmpty {
            change(&bytes)
        }
        return (bytes, true)
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, position + Int.random(in: 1...24, using: &random))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<15: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 15..<30: bytes.replaceSubrange(position...position, with: random.pick(Self.tokens))
        case 30..<45: bytes.insert(contentsOf: random.pick(Self.tokens), at: position)
        case 45..<53: bytes.remove(at: position)
        case 53..<60: bytes.insert(contentsOf: Array(bytes[position..<end]), at: position)
        case 60..<65: bytes.removeSubrange(position..<end)
        case 65..<70: bytes[position..<end].reverse()
        case 70..<90: insertField(into: &bytes)
        case 90..<97: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 97: stretch(&bytes, at: position)
        default: bytes.removeLast(Int.random(in: 0...bytes.count / 2, using: &random))
        }
    }

    private mutating func insertField(into bytes: inout [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n".utf8)) else { return }
        bytes.insert(contentsOf: random.pick(Self.fields) + Array("\r\n".utf8), at: end.upperBound)
    }

    /// Makes a part of the request longer than most servers would like it.
    private mutating func stretch(_ bytes: inout [UInt8], at position: Int) {
        let piece = random.pick(Self.tokens + [[0x61], [0x61], Array("a: b\r\n".utf8), Array("a=b&".utf8)])
        let count = random.pick([10, 100, 1000, 3000])
        bytes.insert(contentsOf: Array(repeating: piece, count: count).flatMap { $0 }.prefix(20_000), at: position)
    }
}
