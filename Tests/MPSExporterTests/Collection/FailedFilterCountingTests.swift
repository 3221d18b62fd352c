import Logging
import MPSExporter
import MPSSimulator
import MediaProcessing
import Synchronization
import TaskLedger
import TencentCloud
import Testing

/// Failed tasks are counted where the API has shown that it tells them.
@Suite struct FailedFilterCountingTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()
    private let log = LogRecorder()

    private func api(_ filter: OutcomeFilter, history: Int = 200) throws -> SimulatedAPI {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.arrivalRate = 0
        simulation.queue.history = history
        simulation.queue.historySpan = 86_400
        simulation.queue.types = [
            TaskTypeProfile(name: "WorkflowTask", share: 1, serviceTime: .fixed(seconds: 20), failureShare: 0.1)
        ]
        simulation.queue.outcomeFilter = filter
        return try SimulatedAPI(simulation, clock: clock)
    }

    private func collector(_ lister: any TaskLister, store: LedgerStore? = nil) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 50, history: .seconds(604_800), layout: .usual)
        return try AccountCollector(
            settings: settings, store: try store ?? LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: log.logger, show: { [life] in life.show($0) })
    }

    /// Hands on to a simulated account, but for what the interception throws.
    private func lister(
        _ api: SimulatedAPI, _ intercept: @escaping @Sendable (TaskPageRequest) throws(APIError) -> Void = { _ in }
    ) -> InterceptedLister {
        InterceptedLister(SimulatedTaskLister(api), intercept)
    }

    private func poll(_ collector: AccountCollector, times: Int = 1, every seconds: Int64 = 15) async {
        for _ in 0..<times {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(seconds))
        }
    }

    private var failed: Int64 { life.snapshot?.ledger?.totals.types.reduce(0) { $0 + $1.value.failed } ?? -1 }
    private var finished: Int64 { life.snapshot?.ledger?.totals.types.reduce(0) { $0 + $1.value.finished } ?? -1 }
    private var counts: Bool? { life.snapshot?.ledger?.countsFailed }
    private var isUsed: Bool? { life.snapshot?.filters["SubTaskHasFailed"] }
    private var said: Int { log.lines.count { $0.level == .notice && $0.message.contains("SubTaskHasFailed") } }

    private func truth(_ api: SimulatedAPI) throws -> Int64 {
        let epoch = try #require(life.snapshot?.ledger?.epoch)
        return api.truth(since: UnixTime(milliseconds: epoch)).types.reduce(0) { $0 + Int64($1.value.failed) }
    }

    @Test func `an API that ignores the filter makes no task a failed one`() async throws {
        let lister = lister(try api(.ignored))
        await poll(try collector(lister), times: 20)
        #expect(finished > 100 && failed == 0)
        #expect(isUsed == false && counts == false)
        #expect(said == 1)
        #expect(lister.requests.count { $0.subTaskHasFailed != nil } == 2)
    }

    @Test(arguments: [OutcomeFilter.honoured, .ignoredIfFalse])
    func `one that tells failed tasks is counted by from the first poll on, after three calls`(
        _ filter: OutcomeFilter
    ) async throws {
        let api = try api(filter)
        let lister = lister(api)
        let collector = try collector(lister)
        await poll(collector)
        #expect(isUsed == true && counts == true)
        #expect(lister.requests.filter { $0.limit == 1 }.map(\.subTaskHasFailed) == [nil, true, false])
        await poll(collector, times: 20)
        #expect(lister.requests.count { $0.limit == 1 } == 3 && said == 0)
        let truth = try truth(api)
        #expect(failed == truth && truth > 0 && truth < finished / 2)
    }

    @Test func `pages without rows say nothing of it, however many there are`() async throws {
        for filter in [OutcomeFilter.honoured, .ignored] {
            let api = try api(filter)
            let isEmpty = Mutex(true)
            let collector = try collector(EmptyFirstPages(lister: lister(api)) { isEmpty.withLock { $0 } })
            await poll(collector, times: 20)
            #expect(isUsed == nil && failed == 0 && said == 0)
            isEmpty.withLock { $0 = false }
            await poll(collector, times: 20)
            #expect(isUsed == (filter == .honoured))
            #expect(failed == (filter == .honoured ? try truth(api) : 0))
        }
    }

    @Test func `while FINISH is empty the counter stands at nothing, and then it is judged before it counts`()
        async throws
    {
        for filter in [OutcomeFilter.honoured, .ignored] {
            let api = try api(filter, history: 0)
            let collector = try collector(lister(api))
            await poll(collector, times: 3)
            #expect(counts == true && isUsed == nil && failed == 0)
            api.update { account in
                for number in 0..<10 {
                    _ = account.queue.submit(1, ofType: "WorkflowTask", serviceSeconds: 5, failed: number == 0)
                }
            }
            clock.advance(by: .seconds(60))
            await poll(collector)
            #expect(finished == 10)
            #expect(isUsed == (filter == .honoured) && counts == (filter == .honoured))
            #expect(failed == (filter == .honoured ? 1 : 0))
        }
    }

    @Test func `a few refusals of a filter that has told tasks fail polls, and then it counts on`() async throws {
        let api = try api(.honoured)
        let isRefusing = Mutex(false)
        let collector = try collector(
            lister(api) { (request) throws(APIError) in
                if request.subTaskHasFailed != nil, isRefusing.withLock({ $0 }) { throw .refusal }
            })
        await poll(collector, times: 3)
        isRefusing.withLock { $0 = true }
        await poll(collector, times: 2)
        #expect(life.snapshot?.isUp == false && isUsed == true && counts == true && said == 0)
        isRefusing.withLock { $0 = false }
        await poll(collector, times: 3)
        #expect(life.snapshot?.isUp == true && isUsed == true)
        isRefusing.withLock { $0 = true }
        await poll(collector, times: 3)
        #expect(life.snapshot?.isUp == true && isUsed == false && counts == false && said == 1)
    }

    @Test func `a filter that was refused is asked about a day later and tells what failed meanwhile`() async throws {
        let api = try api(.honoured)
        let isRefusing = Mutex(true)
        let lister = lister(api) { (request) throws(APIError) in
            if request.subTaskHasFailed != nil, isRefusing.withLock({ $0 }) { throw .refusal }
        }
        let collector = try collector(lister)
        await poll(collector, times: 10, every: 3_600)
        isRefusing.withLock { $0 = false }
        await poll(collector, times: 14, every: 3_600)
        #expect(counts == false && lister.requests.count { $0.subTaskHasFailed != nil } == 1)
        api.update { _ = $0.queue.submit(7, ofType: "WorkflowTask", serviceSeconds: 5, failed: true) }
        await poll(collector, times: 4, every: 3_600)
        let truth = try truth(api)
        #expect(isUsed == true && counts == true && failed == truth && truth > 7)
    }

    @Test func `a sweep of failed tasks ends where the filter does`() async throws {
        let api = try api(.honoured, history: 5_000)
        let isRefusing = Mutex(false)
        let lister = lister(api) { (request) throws(APIError) in
            if request.subTaskHasFailed != nil, isRefusing.withLock({ $0 }) { throw .refusal }
        }
        let collector = try collector(lister)
        // The first sweep reads FINISH, the second one the failed tasks, of which there are two pages.
        await poll(collector)
        await collector.poll()
        #expect(life.snapshot?.sweeps == 2)
        isRefusing.withLock { $0 = true }
        for _ in 0..<3 { await collector.poll() }
        #expect(isUsed == false)
        let before = lister.requests.count
        let didWork = await collector.backgroundStep()
        #expect(!didWork && lister.requests.count == before)
    }

    @Test func `what was found out is kept over a restart`() async throws {
        for filter in [OutcomeFilter.honoured, .ignored] {
            let store = try LedgerStore(path: ":memory:")
            let api = try api(filter)
            await poll(try collector(lister(api), store: store), times: 3)
            let before = (counts, failed)
            let lister = lister(api)
            let second = try collector(lister, store: store)
            #expect(second.initialSnapshot.ledger?.countsFailed == before.0)
            await poll(second, times: 3)
            #expect(counts == before.0 && failed == before.1)
            #expect(lister.requests.allSatisfy { $0.limit > 1 })
        }
    }
}

extension APIError {
    fileprivate static let refusal = APIError.service(
        code: "UnknownParameter", message: "The parameter `SubTaskHasFailed` is not recognized.", requestID: nil)
}
