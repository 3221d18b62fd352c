import MPSExporter
import MediaProcessing
import Synchronization
import TaskLedger
import TencentCloud
import Testing

@Suite struct AccountCollectorTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let log = LogRecorder()
    private let life = ExporterLife()

    private func collector(_ lister: any TaskLister) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 3, history: .zero, layout: .usual)
        let life = life
        return try AccountCollector(
            settings: settings, store: try LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: log.logger, show: { life.show($0) })
    }

    private func success(_ snapshot: AccountSnapshot?) -> [Bool?] {
        [snapshot?.waiting.succeeded, snapshot?.processing.succeeded, snapshot?.finish.succeeded]
    }

    @Test func `asks WAITING, PROCESSING, FINISH and the failed ones, in this order`() async throws {
        let lister = ScriptedLister { _, _ in .whole() }
        await (try collector(lister)).poll()
        #expect(lister.requests.map(\.status) == [.waiting, .processing, .finish, .finish])
        #expect(lister.requests.map(\.subTaskHasFailed) == [nil, nil, nil, true])
        #expect(success(life.snapshot) == [true, true, true])
    }

    @Test(arguments: [TaskStatus.waiting, .processing, .finish])
    func `a status that fails leaves the others alone`(failing: TaskStatus) async throws {
        let lister = ScriptedLister { (request, _) throws(APIError) in
            if request.status == failing { throw .http(status: 500) }
            return .whole()
        }
        await (try collector(lister)).poll()
        #expect(success(life.snapshot) == [TaskStatus.waiting, .processing, .finish].map { $0 != failing })
        #expect(life.snapshot?.isUp == false)
    }

    @Test func `a status that hangs until its deadline leaves the others their time`() async throws {
        let clock = clock
        let lister = ScriptedLister { (request, deadline) throws(APIError) in
            guard let deadline, deadline > clock.now() else { throw .deadlineExceeded }
            guard request.status == .waiting else { return .whole() }
            clock.advance(by: deadline - clock.now())
            throw .deadlineExceeded
        }
        await (try collector(lister)).poll()
        #expect(success(life.snapshot) == [false, true, true])
    }

    @Test func `a count without rows is a depth, not an empty listing`() async throws {
        let waiting = TaskSummary(
            id: "a", type: "WorkflowTask", createTime: .at(clock.now()), beginProcessTime: .unset, finishTime: .unset)
        let lister = ScriptedLister { (request, _) in request.status == .waiting ? .whole([waiting]) : .whole() }
        let collector = try collector(lister)
        await collector.poll()
        lister.answer { (request, _) in
            TaskPage(totalCount: request.status == .waiting ? 2 : 0, tasks: [], scrollToken: "")
        }
        await collector.poll()
        let status = try #require(life.snapshot?.waiting)
        #expect(status.depth == 2 && status.isComplete == false)
        #expect(status.listing?.tasksByType == ["WorkflowTask": 1])
    }

    @Test func `tells a failure once for each status, until it changes or mends`() async throws {
        let lister = ScriptedLister { (request, _) throws(APIError) in
            throw .http(status: request.status == .waiting ? 500 : 404)
        }
        let collector = try collector(lister)
        for _ in 0..<5 {
            await collector.poll()
            clock.advance(by: .seconds(15))
        }
        #expect(failures == ["WAITING http_5xx", "PROCESSING http_4xx", "FINISH http_4xx"])
        lister.answer { _, _ in .whole() }
        await collector.poll()
        lister.answer { (request, _) throws(APIError) in
            if request.status == .waiting { throw .http(status: 500) }
            return .whole()
        }
        await collector.poll()
        #expect(failures.count == 4 && failures.last == "WAITING http_5xx")
    }

    private var failures: [String] {
        log.lines.filter { $0.message == "poll failed" }.map {
            "\($0.values["status"] ?? "") \($0.values["code"] ?? "")"
        }
    }

    @Test func `says once how much history the API dropped while nobody polled`() async throws {
        let collector = try collector(ScriptedLister { _, _ in .whole() })
        await collector.poll()
        clock.advance(by: .seconds(168 * 3600 + 90))
        await collector.poll()
        await collector.poll()
        #expect(life.snapshot?.ledger?.gap == 90_000)
        let lines = log.lines.filter { $0.values["gap_seconds"] != nil }
        #expect(lines.map { $0.values["gap_seconds"] } == ["90"])
    }

    @Test(arguments: [false, true])
    func `and while FINISH could not be read`(fromTheStart: Bool) async throws {
        let lister = ScriptedLister { _, _ in .whole() }
        let collector = try collector(lister)
        if !fromTheStart { await collector.poll() }
        lister.answer { (request, _) throws(APIError) in
            if request.status == .finish { throw .http(status: 500) }
            return .whole()
        }
        if fromTheStart { await collector.poll() }
        for _ in 0..<8 {
            clock.advance(by: .seconds(24 * 3600))
            await collector.poll()
        }
        #expect(life.snapshot?.ledger?.gap == 0)
        lister.answer { _, _ in .whole() }
        await collector.poll()
        #expect(life.snapshot?.ledger?.gap == 86_400_000)
    }

    @Test func `but not because a clock was behind for a moment`() async throws {
        let collector = try collector(ScriptedLister { _, _ in .whole() })
        await collector.poll()
        clock.advance(by: .seconds(-30 * 86_400))
        await collector.poll()
        clock.advance(by: .seconds(30 * 86_400 + 15))
        await collector.poll()
        #expect(life.snapshot?.ledger?.gap == 0)
    }

    @Test func `but not while only the failed tasks could not be read`() async throws {
        let lister = ScriptedLister { (request, _) throws(APIError) in
            if request.subTaskHasFailed != nil { throw .http(status: 500) }
            return .whole()
        }
        let collector = try collector(lister)
        for _ in 0..<9 {
            await collector.poll()
            clock.advance(by: .seconds(24 * 3600))
        }
        lister.answer { _, _ in .whole() }
        await collector.poll()
        #expect(life.snapshot?.ledger?.gap == 0)
    }

    @Test func `a clock that leaps ahead leaves no gap`() async throws {
        let clock = clock
        let collector = try collector(
            ScriptedLister { [start = clock.now()] _, _ in
                TaskPage(totalCount: 0, tasks: [], scrollToken: "", serverTime: start)
            })
        await collector.poll()
        clock.advance(by: .seconds(30 * 24 * 3600))
        await collector.poll()
        #expect(life.snapshot?.ledger?.gap == 0)
    }

    @Test func `an API without the failed filter is told once and served without`() async throws {
        let lister = ScriptedLister { (request, _) throws(APIError) in
            if request.subTaskHasFailed != nil {
                throw .service(code: "UnknownParameter", message: "The parameter is not recognized.", requestID: nil)
            }
            return .whole()
        }
        let collector = try collector(lister)
        for _ in 0..<3 { await collector.poll() }
        #expect(lister.requests.count { $0.subTaskHasFailed != nil } == 1)
        #expect(life.snapshot?.isUp == true && life.snapshot?.filters["SubTaskHasFailed"] == false)
        #expect(log.lines.count { $0.message.contains("SubTaskHasFailed") } == 1)
    }
}
