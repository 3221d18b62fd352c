import CurlHTTP
import MPSSimulator
import TencentCloud

/// The wire between the real client and the simulated API: signed requests and JSON, without sockets. A call takes its
/// time.
struct InProcessTransport: HTTPTransport {
    let api: SimulatedAPI
    let clock: any WallClock

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let call = SimulatedCall(
            method: request.method.rawValue, fields: request.fields.map { ($0.name, $0.value) }, body: request.body)
        do {
            try await clock.sleep(for: .milliseconds(80))
        } catch {
            throw .cancelled
        }
        let reply = api.respond(to: call)
        let fields = reply.fields.map { HTTPField(name: $0.name, value: $0.value) }
        return HTTPResponse(status: reply.status, fields: fields, body: reply.body)
    }
}
