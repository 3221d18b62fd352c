import MPSExporter
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

/// Listings that take longer to read than a poll may last.
@Suite struct LongListingTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private let clock = ManualClock(at: start)
    private let life = ExporterLife()
    private let log = LogRecorder()
    private let lister = ScriptedLister { _, _ in .whole() }
    private let collector: AccountCollector

    init() throws {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(15), maxPages: 1_000, history: .zero, layout: .usual,
            pageSize: 2)
        collector = try AccountCollector(
            settings: settings, store: try LedgerStore(path: ":memory:"), lister: lister, clock: clock,
            logger: log.logger, show: { [life] in life.show($0) })
    }

    /// A status that lists a task for each of these seconds since the start, as soon as it is past: the newest first, two
    /// on a page, at so long a call.
    private func list(_ seconds: ClosedRange<Int64>, in status: TaskStatus, call: Duration) {
        let clock = clock
        lister.answer { (request, deadline) throws(APIError) in
            guard request.status == status, request.subTaskHasFailed != true else { return .whole() }
            if let deadline, clock.now() + call > deadline {
                clock.advance(by: max(deadline - clock.now(), .zero))
                throw .deadlineExceeded
            }
            clock.advance(by: call)
            let newest = min((clock.now() - Self.start).components.seconds, seconds.upperBound)
            let top = request.scrollToken.flatMap { Int64($0) } ?? newest
            let tasks = (max(top - 1, seconds.lowerBound)...top).reversed().map { Self.task(second: $0, in: status) }
            return TaskPage(
                totalCount: Int(newest - seconds.lowerBound) + 1, tasks: tasks,
                scrollToken: top - 2 >= seconds.lowerBound ? "\(top - 2)" : "", serverTime: clock.now())
        }
    }

    private static func task(second: Int64, in status: TaskStatus) -> TaskSummary {
        let moment = start + .seconds(second)
        return TaskSummary(
            id: "\(second)", type: "WorkflowTask", createTime: .at(moment), beginProcessTime: .unset,
            finishTime: status == .finish ? .at(moment) : .unset)
    }

    private func poll(times: Int, backgroundSteps: Int = 27) async {
        for _ in 0..<times {
            let began = clock.now()
            await collector.poll()
            // As many as the background's share of the rate limit has room for.
            for _ in 0..<backgroundSteps where await collector.backgroundStep() {}
            clock.advance(by: max(.seconds(15) - (clock.now() - began), .zero))
        }
    }

    private var finished: Int64 {
        life.snapshot?.ledger?.totals.types.reduce(0) { $0 + $1.value.finished } ?? 0
    }

    @Test func `what finished in twenty minutes away is counted although no poll can read all of it`() async throws {
        await poll(times: 4)
        clock.advance(by: .seconds(1_200))
        let now = (clock.now() - Self.start).components.seconds
        list(now - 1_199...now + 600, in: .finish, call: .milliseconds(400))
        await poll(times: 2)
        #expect(life.snapshot?.isUp == true)
        #expect(life.snapshot?.finish.isComplete == false)
        for _ in 0..<100 where life.snapshot?.finish.isComplete == false { await poll(times: 1) }
        #expect(life.snapshot?.finish.isComplete == true)
        #expect(life.snapshot?.ledger?.unaccounted == 0)
        #expect(finished == 1_800)
    }

    @Test func `what left the listing while it was read is a gap`() async throws {
        await poll(times: 4)
        clock.advance(by: .seconds(168 * 3_600 - 120))
        let now = (clock.now() - Self.start).components.seconds
        list(now - 1_199...now, in: .finish, call: .milliseconds(400))
        await poll(times: 1)
        #expect(life.snapshot?.finish.isComplete == false && life.snapshot?.ledger?.gap == 0)
        for _ in 0..<100 where life.snapshot?.finish.isComplete == false { await poll(times: 1) }
        let gap = try #require(life.snapshot?.ledger?.gap)
        let readFor = (clock.now() - Self.start).components.seconds - now
        #expect(1...(readFor - 60) * 1_000 ~= gap)
        await poll(times: 3)
        #expect(life.snapshot?.ledger?.gap == gap)
    }

    @Test func `a listing of waiting tasks that a poll cannot read goes on behind it`() async throws {
        await poll(times: 4)
        let now = (clock.now() - Self.start).components.seconds
        list(now - 999...now, in: .waiting, call: .milliseconds(400))
        await poll(times: 1, backgroundSteps: 0)
        #expect(life.snapshot?.waiting.succeeded == true && life.snapshot?.waiting.isComplete == false)
        for _ in 0..<20 where life.snapshot?.waiting.isComplete == false { await poll(times: 1) }
        #expect(life.snapshot?.waiting.isComplete == true)
        #expect(life.snapshot?.waiting.listing?.tasksByType == ["WorkflowTask": 1_000])
    }

    /// Lets so many calls for the page of WAITING at a token fail.
    private func failWaiting(at token: String, times: Int) {
        let script = lister.script
        lister.answer { [unowned lister] (request, deadline) throws(APIError) in
            let asked = lister.requests.count { $0.status == .waiting && $0.scrollToken == token }
            if request.status == .waiting, request.scrollToken == token, asked <= times { throw .http(status: 500) }
            return try script(request, deadline)
        }
    }

    private var firstPagesOfWaiting: Int {
        lister.requests.count { $0.status == .waiting && $0.scrollToken == nil }
    }

    @Test func `what was read before a page that failed is not read again`() async throws {
        list(-59...0, in: .waiting, call: .milliseconds(10))
        failWaiting(at: "-30", times: 1)
        await poll(times: 1)
        #expect(life.snapshot?.waiting.succeeded == false)
        #expect(life.snapshot?.waiting.isComplete == true)
        #expect(life.snapshot?.waiting.listing?.tasksByType == ["WorkflowTask": 60])
        #expect(lister.requests.count { $0.status == .waiting } == 31)
    }

    @Test func `a page that fails behind a poll is asked for again after the next one`() async throws {
        list(-59...0, in: .waiting, call: .milliseconds(10))
        failWaiting(at: "-30", times: 3)
        for poll in 1...2 {
            await self.poll(times: 1)
            #expect(life.snapshot?.waiting.isComplete == false, "after poll \(poll)")
        }
        await poll(times: 1)
        #expect(life.snapshot?.waiting.isComplete == true)
        // The polls in between only look at the depth.
        #expect(firstPagesOfWaiting == 3)
        #expect(lister.requests.count { $0.status == .waiting && $0.scrollToken == "-30" } == 4)
    }

    @Test func `a page that fails behind a poll is mended by the next poll, not by that before it`() async throws {
        await poll(times: 4)
        let now = (clock.now() - Self.start).components.seconds
        list(now - 999...now, in: .waiting, call: .milliseconds(400))
        await poll(times: 1, backgroundSteps: 0)
        #expect(life.snapshot?.isUp == true && life.snapshot?.lastError == nil)
        let script = lister.script
        lister.answer { (_, _) throws(APIError) in throw .http(status: 500) }
        _ = await collector.backgroundStep()
        #expect(life.snapshot?.isUp == true)
        #expect(life.snapshot?.lastError?.isMended == false)
        lister.answer(by: script)
        await poll(times: 1, backgroundSteps: 0)
        #expect(life.snapshot?.lastError?.isMended == true)
    }

    @Test func `a pass whose page never comes is begun anew`() async throws {
        list(-59...0, in: .waiting, call: .milliseconds(10))
        failWaiting(at: "-30", times: 25)
        for _ in 0..<30 where life.snapshot?.waiting.isComplete != true { await poll(times: 1) }
        #expect(life.snapshot?.waiting.isComplete == true)
        #expect(lister.requests.count { $0.status == .waiting && $0.scrollToken == "-28" } > 1)
    }
}
