import CurlHTTP
import Synchronization

/// Answers each call with the next of some prepared bodies, so that everything but the network is measured.
final class CannedTransport: HTTPTransport {
    private let bodies: Mutex<[[UInt8]]>

    init() {
        bodies = Mutex([])
    }

    /// Puts `body` behind those that wait already.
    func prepare(_ body: [UInt8]) {
        bodies.withLock { $0.append(body) }
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let body = bodies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let body else { throw .invalidRequest(reason: "more calls than prepared answers") }
        return HTTPResponse(
            status: 200,
            fields: [
                HTTPField(name: "Content-Type", value: "application/json"),
                HTTPField(name: "Date", value: "Thu, 01 Jan 2026 00:00:00 GMT"),
            ],
            body: body)
    }
}
