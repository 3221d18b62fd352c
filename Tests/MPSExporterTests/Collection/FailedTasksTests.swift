import MPSExporter
import MediaProcessing
import Synchronization
import TaskLedger
import TencentCloud
import Testing

/// That each task with a failed subtask is found, whatever comes between its finish and the look among the failed ones.
@Suite struct FailedTasksTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private let clock = ManualClock(at: start)
    private let life = ExporterLife()
    private let store: LedgerStore
    private let lister: ScriptedLister
    /// Ages of the finished tasks at the start, in minutes. All have failed.
    private let ages = [1, 2, 3, 4, 5, 6]

    init() throws {
        store = try LedgerStore(path: ":memory:")
        lister = ScriptedLister { _, _ in .whole() }
    }

    private func collector() throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 50, history: .seconds(86_400), layout: .usual,
            pageSize: 2)
        return try AccountCollector(
            settings: settings, store: store, lister: lister, clock: clock, logger: LogRecorder().logger,
            onCommitStep: { [life] _ in try life.takeStep() }, show: { [life] in life.show($0) })
    }

    private static func task(_ age: Int, finished: TaskTime) -> TaskSummary {
        TaskSummary(
            id: "\(age)", type: "WorkflowTask", createTime: .at(start + .seconds(-60 * age)),
            beginProcessTime: .unset, finishTime: finished)
    }

    /// Pages of two, newest first by creation, without a TotalCount: only reading tells what there is.
    private static func page(_ ages: [Int], _ request: TaskPageRequest) -> TaskPage {
        guard request.status == .finish else { return .whole() }
        // All have failed.
        guard request.subTaskHasFailed != false else { return TaskPage(totalCount: nil, tasks: [], scrollToken: "") }
        let tasks = ages.sorted().map { task($0, finished: .at(start + .seconds(-30))) }
        let rest = tasks.drop { $0.id != request.scrollToken ?? tasks.first?.id }
        return TaskPage(totalCount: nil, tasks: Array(rest.prefix(2)), scrollToken: rest.dropFirst(2).first?.id ?? "")
    }

    private func answer(
        _ ages: [Int], processing: Int? = nil,
        _ intercept: @escaping @Sendable (TaskPageRequest) throws(APIError) -> Void = { _ in }
    ) {
        lister.answer { (request, _) throws(APIError) in
            try intercept(request)
            if request.status == .processing, let age = processing { return .whole([Self.task(age, finished: .unset)]) }
            return Self.page(ages, request)
        }
    }

    private func poll(_ collector: AccountCollector, times: Int = 1) async {
        for _ in 0..<times {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(15))
        }
    }

    private var finished: Int? { life.snapshot?.ledger?.tasks }

    private var failed: Int64? {
        life.snapshot?.ledger?.totals.types.reduce(0) { $0 + $1.value.failed }
    }

    @Test func `a token that is refused is no refusal of the filter`() async throws {
        let collector = try collector()
        answer(ages)
        await poll(collector)
        answer(ages) { (request) throws(APIError) in
            guard request.subTaskHasFailed != nil, request.scrollToken != nil else { return }
            throw .service(code: "InvalidParameterValue", message: "The token is not valid.", requestID: nil)
        }
        await poll(collector, times: 3)
        answer(ages)
        // A sweep that was given up is made again ten minutes later.
        clock.advance(by: .seconds(600))
        await poll(collector, times: 3)
        #expect(life.snapshot?.filters["SubTaskHasFailed"] == true)
        #expect(failed == 6)
    }

    @Test func `what is too much for a poll is left to a sweep`() async throws {
        answer(ages, processing: 60)
        let collector = try collector()
        await poll(collector, times: 8)
        let before = life.snapshot?.sweeps
        // The one that took long finishes, and no poll may go down to it.
        let isPolling = Mutex(true)
        answer(ages + [60]) { (request) throws(APIError) in
            let isDeep = request.subTaskHasFailed != nil && request.scrollToken != nil
            if isDeep, isPolling.withLock({ $0 }) { throw .deadlineExceeded }
        }
        await collector.poll()
        #expect(failed == 6)
        clock.advance(by: .seconds(600))
        await collector.poll()
        isPolling.withLock { $0 = false }
        while await collector.backgroundStep() {}
        #expect(failed == 7)
        #expect((life.snapshot?.sweeps ?? 0) > before ?? 0)
    }

    @Test func `an exporter that dies between a page of finished tasks and the failed ones finds these later`()
        async throws
    {
        answer(ages, processing: 60)
        let first = try collector()
        await poll(first, times: 8)
        #expect(failed == 6)
        // The one that took long finishes, is counted, and nothing is written after that.
        answer(ages + [60]) { [life] (request) throws(APIError) in
            if request.subTaskHasFailed != nil { life.doom(after: 1) }
        }
        await poll(first)
        life.doom(after: nil)
        answer(ages + [60])
        let second = try collector()
        #expect(finished == 7 && failed == 6)
        await poll(second, times: 16)
        #expect(failed == 7)
    }
}
