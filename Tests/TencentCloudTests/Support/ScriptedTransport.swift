import CurlHTTP
import Synchronization
import TencentCloud

/// A transport that gives prepared answers one after the other, the last one for ever, and keeps the requests.
final class ScriptedTransport: HTTPTransport {
    typealias Answer = @Sendable (HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError>

    private struct State {
        var answers: [Answer]
        var requests: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) {
        state = Mutex(State(answers: answers))
    }

    var requests: [HTTPRequest] {
        state.withLock(\.requests)
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first
        }
        guard let answer else { throw .stopped }
        return try await answer(request).get()
    }

    static func json(_ body: String, status: Int = 200, date: UnixTime? = nil) -> Answer {
        let fields = date.map { [HTTPField(name: "date", value: HTTPDate.text($0))] } ?? []
        return { _ in .success(HTTPResponse(status: status, fields: fields, body: Array(body.utf8))) }
    }

    static func error(_ code: String, date: UnixTime? = nil) -> Answer {
        json(#"{"Response":{"Error":{"Code":"\#(code)","Message":"no"},"RequestId":"r-1"}}"#, date: date)
    }

    static func failure(_ error: HTTPTransportError) -> Answer {
        { _ in .failure(error) }
    }

    static let good = json(#"{"Response":{"Value":7,"RequestId":"r-2"}}"#)
}
