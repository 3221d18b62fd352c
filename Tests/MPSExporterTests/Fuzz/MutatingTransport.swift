import CurlHTTP
import MPSSimulator
import MediaProcessing
import Synchronization
import TencentCloud

/// The wire between the real client and the simulated API, on which replies are spoiled.
///
/// A spoiled reply that happens to be a good one about other tasks is thrown away: no client could tell it from the truth.
final class MutatingTransport: HTTPTransport {
    private let api: SimulatedAPI
    private let mutator: Mutex<ReplyMutator>
    private let percent = Atomic<Int>(0)
    private let spoiledCount = Atomic<Int>(0)

    init(_ api: SimulatedAPI, seed: UInt64, percent: Int) {
        self.api = api
        mutator = Mutex(ReplyMutator(seed: seed))
        self.percent.store(percent, ordering: .relaxed)
    }

    /// How many replies have been spoiled.
    var spoiled: Int { spoiledCount.load(ordering: .relaxed) }

    /// From now on replies arrive as they were sent.
    func stop() {
        percent.store(0, ordering: .relaxed)
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let call = SimulatedCall(
            method: request.method.rawValue, fields: request.fields.map { ($0.name, $0.value) }, body: request.body)
        let reply = api.respond(to: call)
        let fields = reply.fields.map { HTTPField(name: $0.name, value: $0.value) }
        return HTTPResponse(status: reply.status, fields: fields, body: spoil(reply.body))
    }

    private func spoil(_ body: [UInt8]) -> [UInt8] {
        let percent = percent.load(ordering: .relaxed)
        return mutator.withLock { mutator in
            guard mutator.chance(percent) else { return body }
            let mutated = mutator.mutated(body)
            if let page = Self.page(mutated), page != Self.page(body) { return body }
            spoiledCount.add(1, ordering: .relaxed)
            return mutated
        }
    }

    private static func page(_ body: [UInt8]) -> TaskPage? {
        (try? ResponseEnvelope<DescribeTasksResponse>(parsing: body))?.body.page(requestID: nil, serverTime: nil)
    }
}
