import CurlHTTP
import MPSSimulator
import MediaProcessing
import Synchronization
import TencentCloud

/// The wire between the real client and the simulated API, on which replies are spoiled.
///
/// A spoiled reply that happens to be a good one about other tasks is a lie, which no client could tell from the truth:
/// it is thrown away unless lies are wanted.
final class MutatingTransport: HTTPTransport {
    private let api: SimulatedAPI
    private let mutator: Mutex<ReplyMutator>
    private let tellsLies: Bool
    private let percent = Atomic<Int>(0)
    private let spoiledCount = Atomic<Int>(0)
    private let lieCount = Atomic<Int>(0)

    init(_ api: SimulatedAPI, seed: UInt64, percent: Int, tellsLies: Bool = false) {
        self.api = api
        mutator = Mutex(ReplyMutator(seed: seed))
        self.tellsLies = tellsLies
        self.percent.store(percent, ordering: .relaxed)
    }

    /// How many replies have been spoiled.
    var spoiled: Int { spoiledCount.load(ordering: .relaxed) }

    /// How many of them were lies.
    var lies: Int { lieCount.load(ordering: .relaxed) }

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
            if let page = Self.page(mutated), page != Self.page(body) {
                guard tellsLies else { return body }
                lieCount.add(1, ordering: .relaxed)
            }
            spoiledCount.add(1, ordering: .relaxed)
            return mutated
        }
    }

    private static func page(_ body: [UInt8]) -> TaskPage? {
        (try? ResponseEnvelope<DescribeTasksResponse>(parsing: body))?.body.page(requestID: nil, serverTime: nil)
    }
}
