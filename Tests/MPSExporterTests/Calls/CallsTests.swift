import Foundation
import MPSSimulator
import Testing

/// What reading FINISH costs, and how late tasks are counted. `make torture` plays every combination; with
/// `MPS_CALLS=file`, as in `make calls`, the page of the documentation is written of it too.
@Suite struct CallsTests {
    private static var page: String? { ProcessInfo.processInfo.environment["MPS_CALLS"] }

    /// 100,000 tasks and all loads take minutes.
    private static var isShort: Bool { page == nil && !Effort.isTorture }

    private static var history: Int { isShort ? 2_000 : 100_000 }

    private static var loads: [CallsLoad] {
        let loads =
            isShort ? [(0, 20), (1, 20), (50, 10)] : [(0, 40), (1, 40), (50, 40), (150, 20), (5_000, 2)]
        return loads.flatMap { finishing, polls in
            [false, true].map { CallsLoad(finishing: finishing, polls: polls, isSpread: $0) }
        }.filter { $0.finishing > 0 || !$0.isSpread }
    }

    private static var behaviours: [CallsAPI] {
        let filters: [CallsAPI.Filter] = isShort ? [.refused, .ignored] : CallsAPI.Filter.allCases
        let known = ListingOrder.allCases.flatMap { order in filters.map { CallsAPI(order: order, filter: $0) } }
        let opaque = [ListingOrder.createDescending, .createAscending].flatMap { order in
            [.refused, .byCreate].map { CallsAPI(order: order, filter: $0, hasOpaqueTokens: true) }
        }
        return isShort ? known : known + opaque
    }

    @Test(.timeLimit(.minutes(120))) func `calls and delays are within their bounds`() async throws {
        var figures: [CallsFigures] = []
        for behaviour in Self.behaviours {
            let world = try CallsWorld(behaviour, history: Self.history)
            let beginning = await world.begin()
            // Whatever there is to be read at first, it is a sweep's matter and delays no poll.
            #expect(beginning.allSatisfy { $0.finish <= 5 }, "\(behaviour): \(beginning)")
            for load in Self.loads {
                let played = await world.play(load)
                figures.append(played)
                #expect(played.counted == played.expected, "\(behaviour), \(load)")
                guard behaviour.isBound else { continue }
                let complaints = played.complaints
                #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
            }
        }
        guard let page = Self.page else { return }
        let text = CallsPage(history: Self.history, figures: figures).text
        try text.write(toFile: page, atomically: true, encoding: .utf8)
    }
}
