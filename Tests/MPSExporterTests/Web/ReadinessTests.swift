import Exposition
import MPSExporter
import MicroHTTP
import Testing

@Suite struct ReadinessTests {
    private let world = ScrapeWorld()
    private let text = ScrapeVariant(format: .text, isCompressed: false)

    /// The answer, and whether it had to be waited for.
    private func ask(_ readiness: Readiness) async throws -> (status: Int, body: String, isWaitedFor: Bool) {
        switch readiness.answer {
        case .now(let response):
            return (response.status, world.text(response), false)
        case .later(let work):
            let response = await work()
            return (response.status, world.text(response), true)
        case .limited, .limitedLater:
            throw Unexpected()
        }
    }

    private struct Unexpected: Error {}

    @Test func `accounts without a finished poll are waited for, by name`() async throws {
        let readiness = world.readiness(of: world.publisher())
        world.add("another")
        #expect(try await ask(readiness) == (503, "Waiting for the first poll of: another, one\n", false))
        world.poll(times: 1)
        #expect(try await ask(readiness) == (503, "Waiting for the first poll of: another\n", false))
        world.poll("another", times: 1)
        #expect(try await ask(readiness).status == 200)
    }

    @Test func `whoever is told that it is ready finds the first poll in a scrape`() async throws {
        let publisher = world.publisher()
        let readiness = world.readiness(of: publisher)
        _ = await publisher.response(text)
        world.poll(times: 1)
        #expect(try await ask(readiness) == (200, "Ready.\n", true))
        let scrape = world.text(await publisher.response(text))
        #expect(scrape.contains("mps_polls_total{account=\"one\"} 1\n"))
    }

    @Test func `further polls are not waited for`() async throws {
        let readiness = world.readiness(of: world.publisher())
        for polls: Int64 in 1...3 {
            world.poll(times: polls)
            #expect(try await ask(readiness) == (200, "Ready.\n", polls == 1))
        }
    }
}
