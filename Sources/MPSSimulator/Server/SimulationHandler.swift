import MicroHTTP
import TencentCloud

/// Passes HTTP requests to a simulation and waits as long as it takes for its answers.
struct SimulationHandler: RequestHandler {
    let api: SimulatedAPI

    /// Later always: a queue that nobody asked for hours has hours to catch up with.
    func answer(to request: borrowing ServerRequest) -> ServerAnswer {
        let call = SimulatedCall(
            method: request.method, path: request.path, query: request.query, fields: request.fields, body: request.body
        )
        return .later { await respond(to: call) }
    }

    private func respond(to call: SimulatedCall) async -> PreparedResponse {
        let reply = api.respond(to: call)
        do {
            try await api.clock.sleep(for: reply.delay)
        } catch {
            return PreparedResponse(status: 503, fields: [], body: [])
        }
        return PreparedResponse(
            status: reply.status, fields: reply.fields.map { ($0.name, $0.value) }, body: reply.body)
    }
}
