import FoundationEssentials
import MPSExporter
import MediaProcessing
import Synchronization
import TaskLedger
import TencentCloud
import Testing

/// What goes on between polls, two rows a page, while these go on as well.
@Suite struct BackgroundReadingTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private let clock = ManualClock(at: start)
    private let life = ExporterLife()
    private let log = LogRecorder()

    private func collector(_ lister: any TaskLister, state: String = ":memory:") throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 20, history: .seconds(86_400), layout: .usual,
            pageSize: 2)
        return try AccountCollector(
            settings: settings, store: try LedgerStore(path: state), lister: lister, clock: clock, logger: log.logger,
            show: { [life] in life.show($0) })
    }

    private func lister(_ tasks: ListedTasks) -> ScriptedLister {
        ScriptedLister { (request, _) throws(APIError) in try tasks.page(request) }
    }

    private func poll(_ collector: AccountCollector, times: Int, backgroundSteps: Int = 27) async {
        for _ in 0..<times {
            await collector.poll()
            for _ in 0..<backgroundSteps where await collector.backgroundStep() {}
            clock.advance(by: .seconds(15))
        }
    }

    private var finished: Int64 { life.snapshot?.ledger?.totals.types.reduce(0) { $0 + $1.value.finished } ?? 0 }

    /// A task with times in seconds before now.
    private func task(_ id: String, created: Int64, finished: Int64? = nil) -> TaskSummary {
        let now = clock.now()
        return TaskSummary(
            id: id, type: "WorkflowTask", createTime: .at(now - .seconds(created)),
            beginProcessTime: .at(now - .seconds(created)),
            finishTime: finished.map { .at(now - .seconds($0)) } ?? .unset)
    }

    @Test func `a task is awaited although PROCESSING takes many polls to read`() async throws {
        let tasks = ListedTasks(clock, totalCount: { _ in nil })
        tasks[.processing] = (1...400).map { task("p\($0)", created: 40_000) }
        tasks[.finish] = (1...100).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let collector = try collector(lister(tasks))
        await poll(collector, times: 20)
        #expect(life.snapshot?.processing.isComplete == false)
        #expect(finished == 100)
        // It ends far below the newest, where nothing but the wait for it leads, as there is no TotalCount.
        tasks[.processing].removeLast()
        tasks[.finish].append(task("p400", created: 40_300, finished: 0))
        await poll(collector, times: 30)
        #expect(finished == 101)
    }

    @Test func `nor does it wait for days because one answer's clock was ahead when it was missed`() async throws {
        let tasks = ListedTasks(clock, totalCount: { _ in nil })
        tasks[.processing] = [task("late", created: 40_300)]
        tasks[.finish] = (1...100).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let script: ScriptedLister.Script = { (request, _) throws(APIError) in try tasks.page(request) }
        let lister = ScriptedLister(script)
        let collector = try collector(lister)
        await poll(collector, times: 20)
        tasks[.processing] = []
        lister.answer { (request, deadline) throws(APIError) in
            var page = try script(request, deadline)
            if request.status == .processing { page.serverTime = page.serverTime.map { $0 + .seconds(8 * 86_400) } }
            return page
        }
        await poll(collector, times: 1, backgroundSteps: 0)
        tasks[.finish].append(task("late", created: 40_300, finished: 0))
        lister.answer(by: script)
        await poll(collector, times: 30)
        #expect(finished == 101)
    }

    /// The API has an error of its own for the token of a task that it has dropped.
    @Test func `a place of the listing that always fails keeps nothing else from being counted`() async throws {
        let tasks = ListedTasks(clock, totalCount: { _ in nil })
        tasks[.processing] = [task("gone", created: 50_000)]
        tasks[.finish] = (1...100).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let lister = ScriptedLister { (request, _) throws(APIError) in
            guard request.scrollToken != "gone" else {
                throw .service(code: "InternalError", message: "An internal error occurred.", requestID: nil)
            }
            return try tasks.page(request)
        }
        let collector = try collector(lister)
        await poll(collector, times: 20)
        tasks[.processing] = []
        var failedPolls = 0
        for number in 0..<60 {
            tasks[.finish].insert(task("new\(number)", created: 10, finished: 5), at: 0)
            await poll(collector, times: 1)
            if life.snapshot?.isUp != true { failedPolls += 1 }
        }
        #expect(lister.requests.contains { $0.scrollToken == "gone" })
        #expect(failedPolls == 1)
        #expect(finished == 160)
    }

    @Test func `a sweep outlasts an outage and goes on where it was`() async throws {
        let tasks = ListedTasks(clock)
        tasks[.finish] = (1...200).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let lister = lister(tasks)
        let collector = try collector(lister)
        await poll(collector, times: 4, backgroundSteps: 5)
        let script = lister.script
        lister.answer { (_, _) throws(APIError) in throw .http(status: 500) }
        await poll(collector, times: 60, backgroundSteps: 5)
        lister.answer(by: script)
        for _ in 0..<30 where finished < 200 { await poll(collector, times: 1, backgroundSteps: 5) }
        #expect(finished == 200)
        #expect(life.snapshot?.sweeps == 1)
    }

    @Test func `nothing is counted behind polls in a state file that is gone`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tasks = ListedTasks(clock)
        tasks[.finish] = (1...200).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let collector = try collector(lister(tasks), state: folder.appending(path: "state.sqlite").path)
        await poll(collector, times: 2, backgroundSteps: 5)
        let before = finished
        #expect((1..<200).contains(before))
        #expect(life.snapshot?.waiting.isComplete == true)
        try FileManager.default.removeItem(at: folder)
        #expect(await collector.backgroundStep() == false)
        #expect(life.snapshot?.isStateWritable == false)
        await poll(collector, times: 2, backgroundSteps: 5)
        #expect(finished == before)
        #expect(life.snapshot?.isUp == false)
        #expect(life.snapshot?.waiting.isComplete == false)
    }

    /// The first sweep knows what finished before it began, by the API's clock.
    @Test func `what finished during a sweep is read although this machine's clock is an hour ahead`() async throws {
        let lead: Int64 = 3_600
        let tasks = ListedTasks(clock, lead: .seconds(lead), totalCount: { _ in nil })
        // By their finish alone, the newest first.
        tasks[.finish] = (1...100).map { number in
            task("old\(number)", created: lead + 300 * number + number % 2 * 600, finished: lead + 300 * number - 60)
        }
        let collector = try collector(lister(tasks))
        for poll in 1...40 {
            await self.poll(collector, times: 1, backgroundSteps: 2)
            let new = (3...8).map { age in
                task("\(poll)-\(age)", created: lead + 2 * age + age % 2 * 3, finished: lead + 2 * age)
            }
            tasks[.finish].insert(contentsOf: new, at: 0)
        }
        await poll(collector, times: 1)
        #expect(log.lines.contains { $0.message == "sweep ended" })
        #expect(life.snapshot?.sweeps == 1)
        #expect(finished == 340)
    }

    @Test func `a TotalCount that is above what is listed costs sweeps, and no poll a call`() async throws {
        let tasks = ListedTasks(clock, totalCount: { $0 + 3 })
        tasks[.finish] = (1...40).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let lister = lister(tasks)
        let collector = try collector(lister)
        await poll(collector, times: 200)
        #expect(life.snapshot?.ledger?.unaccounted == 3)
        let (sweeps, calls) = (life.snapshot?.sweeps ?? 0, finishCalls(lister))
        #expect(sweeps > 1)
        await poll(collector, times: 100)
        let swept = Int((life.snapshot?.sweeps ?? 0) - sweeps) * 20
        #expect(finishCalls(lister) - calls - swept == 100)
        // What comes is counted as ever.
        tasks[.finish].insert(task("new", created: 10, finished: 8), at: 0)
        await poll(collector, times: 1)
        #expect(finished == 41)
    }

    private func finishCalls(_ lister: ScriptedLister) -> Int {
        lister.requests.count { $0.status == .finish && $0.subTaskHasFailed != true }
    }

    @Test func `a page of a sweep that comes in during a poll leaves listings as they were`() async throws {
        let tasks = ListedTasks(clock)
        tasks[.waiting] = [task("w", created: 60)]
        tasks[.finish] = (1...400).map { task("f\($0)", created: 300 * $0, finished: 300 * $0 - 60) }
        let lister = InterleavedLister(lister(tasks))
        let collector = try collector(lister)
        await poll(collector, times: 2, backgroundSteps: 5)
        #expect(life.snapshot?.sweeps == 1 && finished < 400)
        let shown = Mutex<[[Bool?]]>([])
        lister.interleave { [life] request in
            guard request.status != .finish else { return }
            let before = life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished
            guard await collector.backgroundStep(), let snapshot = life.snapshot else { return }
            #expect(snapshot.ledger?.totals.types["WorkflowTask"]?.finished != before)
            shown.withLock { $0.append([snapshot.waiting.isComplete, snapshot.processing.isComplete]) }
        }
        await collector.poll()
        // It holds the collector, which holds the lister.
        lister.interleave { _ in }
        #expect(shown.withLock { $0 } == [[true, true], [true, true]])
    }

    @Test func `a listing that the last poll could not read is not complete`() async throws {
        let lister = lister(ListedTasks(clock))
        let collector = try collector(lister)
        await poll(collector, times: 2)
        #expect(life.snapshot?.finish.isComplete == true)
        lister.answer { (_, _) throws(APIError) in throw .http(status: 500) }
        await poll(collector, times: 1)
        for status in [life.snapshot?.waiting, life.snapshot?.processing, life.snapshot?.finish] {
            #expect(status?.isComplete == false)
        }
    }

    /// Each page of FINISH leads to a token that nobody has seen, and no page has a row that is new.
    @Test func `a listing that repeats itself without end is given up, and the log says so`() async throws {
        let rows = ["a", "b"].map { task($0, created: 300, finished: 60) }
        let pages = Atomic(0)
        let collector = try collector(
            ScriptedLister { (request, _) in
                guard request.status == .finish, request.subTaskHasFailed == nil else { return .whole() }
                let page = pages.add(1, ordering: .relaxed).newValue
                return TaskPage(totalCount: 2, tasks: rows, scrollToken: "t\(page)")
            })
        await collector.poll()
        var steps = 0
        while steps < 5_000, await collector.backgroundStep() { steps += 1 }
        #expect(steps < 1_100)
        #expect(log.lines.contains { $0.message == "poll failed" && $0.values["code"] == "malformed" })
        #expect(finished == 2)
    }
}
