import MPSExporter
import MediaProcessing
import Synchronization
import TaskLedger
import TencentCloud
import Testing

/// A TotalCount below what the ledger holds tells of no missing task, and must not pass for one that does.
@Suite struct LowTotalCountTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private let clock = ManualClock(at: start)
    private let log = LogRecorder()
    private let life = ExporterLife()

    /// FINISH as it stands: rows and a cap of TotalCount.
    private final class Listing: Sendable {
        let tasks = Mutex<[TaskSummary]>([])
        let cap: Int

        init(cap: Int = .max) { self.cap = cap }

        func page(_ request: TaskPageRequest, at now: UnixTime) throws(APIError) -> TaskPage {
            if request.subTaskHasFailed != nil || request.startTime != nil {
                throw .service(code: "UnknownParameter", message: "The parameter is not recognized.", requestID: nil)
            }
            guard request.status == .finish else { return .whole() }
            let listed = tasks.withLock { tasks in
                tasks.filter { task in
                    guard let created = task.createTime.time, let finished = task.finishTime.time else { return false }
                    return finished <= now && (created >= now - .seconds(168 * 3600) || created.milliseconds == 0)
                }
            }
            let rest = listed.drop(while: { request.scrollToken != nil && $0.id != request.scrollToken })
            return TaskPage(
                totalCount: min(listed.count, cap), tasks: Array(rest.prefix(request.limit)),
                scrollToken: rest.dropFirst(request.limit).first?.id ?? "", serverTime: now)
        }
    }

    private static func task(_ id: String, created: UnixTime, takes seconds: Int) -> TaskSummary {
        TaskSummary(
            id: id, type: "WorkflowTask", createTime: .at(created), beginProcessTime: .at(created),
            finishTime: .at(created + .seconds(seconds)))
    }

    private func collector(_ listing: Listing) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(900), maxPages: 200, history: .seconds(168 * 3600), layout: .usual)
        let clock = clock
        let lister = ScriptedLister { (request, _) throws(APIError) in try listing.page(request, at: clock.now()) }
        return try AccountCollector(
            settings: settings, store: LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: log.logger, show: { [life] in life.show($0) })
    }

    private func poll(_ collector: AccountCollector, _ polls: Int) async {
        for _ in 0..<polls {
            await collector.poll()
            while await collector.backgroundStep() {}
            clock.advance(by: .seconds(900))
        }
    }

    @Test func `a task that is listed late is found by the next sweep, six hours later`() async throws {
        let listing = Listing(cap: 100)
        listing.tasks.withLock { tasks in
            tasks = (1...300).map { number in
                Self.task("t\(number)", created: Self.start - .seconds(600 * number), takes: 60)
            }
        }
        let collector = try collector(listing)
        await poll(collector, 3)
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished == 300)
        #expect(life.snapshot?.ledger?.unaccounted == -200)
        let late = Self.task("late", created: Self.start - .seconds(600 * 250 + 1), takes: 60)
        listing.tasks.withLock { $0.insert(late, at: 250) }
        await poll(collector, 20)
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished == 300)
        #expect(life.snapshot?.sweeps == 1)
        await poll(collector, 5)
        #expect(life.snapshot?.ledger?.totals.types["WorkflowTask"]?.finished == 301)
        #expect(life.snapshot?.sweeps == 2)
    }

    @Test func `one row with an odd time does not tell for ever from which time the window counts`() async throws {
        let listing = Listing()
        listing.tasks.withLock { tasks in
            // A task each ten minutes takes two hours, newest first.
            tasks = (0...1_400).map { number in
                Self.task("t\(number)", created: Self.start + .seconds(600 * (150 - number)), takes: 7_200)
            }
            tasks.append(Self.task("odd", created: UnixTime(milliseconds: 0), takes: 0))
            tasks[tasks.count - 1].finishTime = .at(Self.start)
        }
        let collector = try collector(listing)
        await poll(collector, 3)
        #expect(windows == ["finish"])
        listing.tasks.withLock { $0.removeAll { $0.id == "odd" } }
        await poll(collector, 3)
        #expect(life.snapshot?.ledger?.unaccounted ?? 0 < -5)
        await poll(collector, 30)
        #expect(windows == ["finish", "creation"])
        #expect(life.snapshot?.ledger?.unaccounted == 0)
    }

    /// From which times the window was said to count.
    private var windows: [String] {
        log.lines.map(\.message).filter { $0.hasPrefix("the API lists tasks") }
            .compactMap { $0.split(separator: " ").last.map(String.init) }
    }
}
