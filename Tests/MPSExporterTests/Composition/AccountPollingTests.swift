import Logging
import MPSExporter
import MPSSimulator
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AccountPollingTests {
    private let start = UnixTime(seconds: 1_767_225_600)
    private let course = NotedCourse()
    private let life = ExporterLife()

    /// The real client before a simulated API.
    private func lister(_ clock: any WallClock) throws -> NotedCourse.Lister {
        var simulation = SimulationConfiguration()
        simulation.queue.history = 2_000
        let api = try SimulatedAPI(simulation, clock: clock)
        let transport = NotedCourse.Transport(course: course, inner: InProcessTransport(api: api, clock: clock))
        let client = APIClient(
            APIClient.Configuration(
                service: MediaProcessingClient.service, endpoint: try Endpoint(parsing: "http://mps.test")),
            credentials: IncidentCredentials(credential: api.credentials[0]), transport: transport, clock: clock,
            observer: APIActivity(actions: ["DescribeTasks"], since: 0), random: { 0.5 })
        return NotedCourse.Lister(course: course, inner: MediaProcessingClient(client: client))
    }

    private func polling(every interval: Duration, _ clock: any WallClock, jitter: Double) throws -> AccountPolling {
        let collector = try AccountCollector(
            settings: CollectorSettings(
                account: "prod", pollInterval: interval, maxPages: 20, history: .seconds(86_400 * 7), layout: .usual,
                pageSize: 10),
            store: LedgerStore(path: ":memory:"), lister: try lister(clock), clock: clock,
            logger: Logger(label: "polled") { _ in SwiftLogNoOpLogHandler() }, show: { [life] in life.show($0) })
        return AccountPolling(collector: collector, interval: interval, clock: clock, jitter: jitter)
    }

    @Test(arguments: [(15_000, 0.5, 750), (15_000, 1, 1_500), (6 * 3_600_000, 1, 10_000)])
    func `the first poll begins within a tenth of the interval, ten seconds at most`(
        interval: Int, jitter: Double, delay: Int
    ) async throws {
        let clock = EndingClock(ManualClock(at: start), endingAfter: .zero)
        let polling = try polling(every: .milliseconds(interval), clock, jitter: jitter)
        let run = Task { await polling.run() }
        var sleepers = clock.ends.makeAsyncIterator()
        #expect(await sleepers.next() == .milliseconds(delay))
        run.cancel()
        await run.value
    }

    /// The second poll never begins: whoever sleeps until then sleeps for ever, and the sweep sets the clock forward.
    @Test(arguments: [5_000, 5_250, 5_500])
    func `background calls begin after the poll and keep clear of the next`(_ interval: Int) async throws {
        let clock = EndingClock(ManualClock(at: start), endingAfter: .milliseconds(interval - 1))
        let polling = try polling(every: .milliseconds(interval), clock, jitter: 0)
        let run = Task { await polling.run() }
        // The poll that waits for its time, and the background call that would come too late.
        var sleepers = clock.ends.makeAsyncIterator()
        for _ in 0..<2 { _ = await sleepers.next() }
        run.cancel()
        await run.value
        let next = start + .milliseconds(interval)
        let parts = course.events.split { $0 == .pollEnded(next: next) }
        #expect(parts.count == 2 && parts.first?.first == .pollBegins)
        let background: [UnixTime] = (parts.last ?? []).compactMap { event in
            if case .call(let time) = event { time } else { nil }
        }
        #expect(background.count > 2 && background.count == parts.last?.count)
        #expect(background.allSatisfy { $0 + .milliseconds(112) <= next })
        #expect(life.snapshot?.sweeps == 1)
    }

    @Test func `the client holds background calls back while it knows of a poll`() async throws {
        let clock = EndingClock(ManualClock(at: start), endingAfter: .seconds(30))
        let lister = try lister(clock)
        lister.pollBegins()
        let call = Task {
            try await lister.page(TaskPageRequest(status: .finish), deadline: nil, priority: .background)
        }
        var sleepers = clock.ends.makeAsyncIterator()
        _ = await sleepers.next()
        call.cancel()
        await #expect(throws: APIError.cancelled) { try await call.value }
        #expect(course.events == [.pollBegins])
    }
}
