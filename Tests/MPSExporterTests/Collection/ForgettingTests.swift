import MPSExporter
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

/// What leaves the ledger: only what the API cannot list any more, by its own clock.
@Suite struct ForgettingTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private let clock = ManualClock(at: start)
    private let life = ExporterLife()

    private func collector(_ lister: any TaskLister, _ store: LedgerStore? = nil) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 3, history: .zero, layout: .usual)
        return try AccountCollector(
            settings: settings, store: try store ?? LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: LogRecorder().logger, show: { [life] in life.show($0) })
    }

    private static func task(_ id: String, finished: Bool) -> TaskSummary {
        TaskSummary(
            id: id, type: "WorkflowTask", subTaskTypes: [], createTime: .at(start), beginProcessTime: .unset,
            finishTime: finished ? .at(start + .seconds(5)) : .unset)
    }

    /// An API that lists a task of each status, whose clock is ahead of the exporter's by a span.
    private func listing(_ tasks: [TaskStatus], lead: Duration = .zero) -> ScriptedLister.Script {
        { [clock] (request, _) throws(APIError) in
            let rows =
                tasks.contains(request.status) && request.subTaskHasFailed != true
                ? [Self.task(request.status.rawValue, finished: request.status == .finish)] : []
            return TaskPage(
                totalCount: rows.count, tasks: rows, scrollToken: "", serverTime: clock.now() + lead)
        }
    }

    private var remembered: Int? { life.snapshot?.ledger?.tasks }

    @Test func `a finished task is forgotten once the API cannot list it`() async throws {
        let lister = ScriptedLister(listing([.finish]))
        let collector = try collector(lister)
        await collector.poll()
        #expect(remembered == 1)
        lister.answer(by: listing([]))
        clock.advance(by: .seconds(168 * 3600))
        await collector.poll()
        #expect(remembered == 1)
        clock.advance(by: .seconds(2 * 3600))
        await collector.poll()
        #expect(remembered == 0)
    }

    @Test func `a clock that leaps ahead while the API cannot be reached makes nothing old`() async throws {
        let lister = ScriptedLister(listing([.finish]))
        let collector = try collector(lister)
        await collector.poll()
        lister.answer { (_, _) throws(APIError) in throw .http(status: 500) }
        clock.advance(by: .seconds(30 * 86_400))
        await collector.poll()
        #expect(remembered == 1)
    }

    @Test func `nor does one that the API's answers show to be wrong`() async throws {
        let lister = ScriptedLister(listing([.finish]))
        let collector = try collector(lister)
        await collector.poll()
        clock.advance(by: .seconds(30 * 86_400))
        lister.answer(by: listing([.finish], lead: .seconds(-30 * 86_400)))
        for _ in 0..<3 { await collector.poll() }
        #expect(remembered == 1)
        clock.advance(by: .seconds(-30 * 86_400 + 60))
        lister.answer(by: listing([.finish]))
        await collector.poll()
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished == 1)
    }

    @Test(arguments: [TaskStatus.waiting, .processing, .finish])
    func `nor do answers of a server whose clock is ahead`(wrong: TaskStatus) async throws {
        let lister = ScriptedLister(listing([.finish]))
        let collector = try collector(lister)
        await collector.poll()
        let (right, ahead) = (listing([.finish]), listing([.finish], lead: .seconds(8 * 86_400)))
        lister.answer { (request, deadline) throws(APIError) in
            try (request.status == wrong ? ahead : right)(request, deadline)
        }
        await collector.poll()
        lister.answer(by: ahead)
        await collector.poll()
        #expect(remembered == 1 && life.snapshot?.ledger?.gap == 0)
    }

    @Test func `nor does a clock that leaps while a poll is under way`() async throws {
        let lister = ScriptedLister(listing([.finish]))
        let collector = try collector(lister)
        await collector.poll()
        let (right, clock) = (listing([.finish]), clock)
        lister.answer { (request, deadline) throws(APIError) in
            if request.status == .waiting { return try right(request, deadline) }
            if request.status == .processing { clock.advance(by: .seconds(30 * 86_400)) }
            throw .http(status: 500)
        }
        await collector.poll()
        #expect(remembered == 1)
    }

    private func daysUntilForgotten(_ collector: AccountCollector) async -> Int {
        var days = 0
        while remembered ?? 0 > 0, days < 1_000 {
            clock.advance(by: .seconds(86_400))
            days += 1
            await collector.poll()
        }
        return days
    }

    @Test func `a task that vanished is remembered for a year at least after it was given up`() async throws {
        let lister = ScriptedLister(listing([.waiting]))
        let collector = try collector(lister)
        await collector.poll()
        lister.answer(by: listing([]))
        let days = await daysUntilForgotten(collector)
        #expect(366...2 * 366 + 16 ~= days)
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.submitted == 1)
    }

    @Test func `so it is where the exporter is started again each day`() async throws {
        let store = try LedgerStore(path: ":memory:")
        let lister = ScriptedLister(listing([.waiting]))
        await (try collector(lister, store)).poll()
        lister.answer(by: listing([]))
        var days = 0
        repeat {
            clock.advance(by: .seconds(24 * 3600))
            days += 1
            await (try collector(lister, store)).poll()
        } while remembered == 1 && days < 1_000
        #expect(366...2 * 366 + 16 ~= days)
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.submitted == 1)
    }

    @Test func `more than ten thousand are remembered for another window only`() async throws {
        let created = clock.now()
        let lister = ScriptedLister { (request, _) in
            guard request.status == .processing else { return .whole() }
            return .whole(
                (0...10_000).map { number in
                    TaskSummary(
                        id: "\(number)", type: "WorkflowTask", createTime: .at(created),
                        beginProcessTime: .at(created), finishTime: .unset)
                })
        }
        let collector = try collector(lister)
        await collector.poll()
        #expect(remembered == 10_001)
        lister.answer(by: listing([]))
        let days = await daysUntilForgotten(collector)
        #expect(16...25 ~= days)
    }

    @Test func `a stream that vanishes after a week and ends after a month is counted once`() async throws {
        let lister = ScriptedLister(stream(in: .processing))
        let collector = try collector(lister)
        await collector.poll()
        lister.answer(by: listing([]))
        for _ in 0..<40 {
            clock.advance(by: .seconds(86_400))
            await collector.poll()
        }
        #expect(remembered == 1)
        lister.answer(by: stream(in: .finish))
        await collector.poll()
        let totals = try #require(life.snapshot?.ledger?.totals.types["LiveProcessTask"])
        #expect([totals.submitted, totals.started, totals.finished] == [1, 1, 1])
    }

    /// An API that lists a stream of which it knows when it began, and that has ended right now if it stands in FINISH.
    private func stream(in status: TaskStatus) -> ScriptedLister.Script {
        let finished = status == .finish ? TaskTime.at(clock.now()) : .unset
        let task = TaskSummary(
            id: "stream", type: "LiveProcessTask", createTime: .at(Self.start), beginProcessTime: .at(Self.start),
            finishTime: finished)
        return { (request, _) throws(APIError) in
            request.status == status && request.subTaskHasFailed != true ? .whole([task]) : .whole()
        }
    }
}
