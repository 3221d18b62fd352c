import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud
import Testing

/// An exporter that comes back after days, with its state kept, before a queue that went on without it.
@Suite struct DowntimeTests {
    private static let hour = 3_600
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()
    private let store: LedgerStore

    init() throws {
        store = try LedgerStore(path: ":memory:")
    }

    /// Some 900 tasks a day, which take up to half a day.
    private func api(_ order: MPSSimulator.ListingOrder, _ window: VisibilityWindow) throws -> SimulatedAPI {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.order = order
        simulation.queue.window = window
        simulation.queue.history = 500
        simulation.queue.arrivalRate = 0.01
        simulation.queue.workers = 40
        simulation.queue.oddities.instant = 0.1
        simulation.queue.oddities.missingFinishTime = 0.02
        simulation.queue.types = [
            TaskTypeProfile(
                name: "WorkflowTask", share: 0.8, serviceTime: .logUniform(fromSeconds: 30, toSeconds: 7_200),
                failureShare: 0.1),
            TaskTypeProfile(
                name: "LiveProcessTask", share: 0.2, serviceTime: .logUniform(fromSeconds: 600, toSeconds: 40_000),
                needsWorker: false),
        ]
        return try SimulatedAPI(simulation, clock: clock)
    }

    /// A process that begins, with what the one before it left.
    private func collector(
        _ api: SimulatedAPI, maxPages: Int = 200, pageSize: Int = 100
    ) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "test", pollInterval: .seconds(60), maxPages: maxPages, history: .zero, layout: .usual,
            pageSize: pageSize)
        return try AccountCollector(
            settings: settings, store: store, lister: SimulatedTaskLister(api), clock: clock,
            logger: LogRecorder().logger, show: { [life] in life.show($0) })
    }

    /// Polls at this interval, the background's work with it, for as long as asked for.
    private func live(_ collector: AccountCollector, polls: Int, eachSeconds interval: Int) async {
        for number in 0..<polls {
            if number > 0 { clock.advance(by: .seconds(interval)) }
            await collector.poll()
            while await collector.backgroundStep() {}
        }
    }

    /// A process begins and polls until it agrees with what is expected at that moment: three times at most, and where no
    /// order holds, until a sweep has ended, of which there is one every ten minutes.
    private func comeBack(
        _ api: SimulatedAPI, _ order: MPSSimulator.ListingOrder, expecting truth: () throws -> Truth
    ) async throws {
        let collector = try collector(api)
        for _ in 0..<(order == .shuffled ? 60 : 3) {
            await live(collector, polls: 1, eachSeconds: 60)
            if try differences(from: truth()).isEmpty { return }
            clock.advance(by: .seconds(60))
        }
    }

    private func truth(_ api: SimulatedAPI) throws -> Truth {
        api.truth(since: UnixTime(milliseconds: try #require(life.snapshot?.ledger).epoch))
    }

    private func differences(from truth: Truth) throws -> [String] {
        let ledger = try #require(life.snapshot?.ledger)
        return TruthComparison(truth: truth, totals: ledger.totals, countsFailed: true).differences
    }

    @Test(arguments: MPSSimulator.ListingOrder.allCases, VisibilityWindow.allCases)
    func `six days away change no total`(_ order: MPSSimulator.ListingOrder, _ window: VisibilityWindow) async throws {
        let api = try api(order, window)
        let first = try collector(api)
        await live(first, polls: 60, eachSeconds: 60)
        // More than there are workers for: some wait, some are in work and many finish while nobody looks.
        api.update { _ = $0.queue.submit(100, ofType: "WorkflowTask", failed: true) }
        await live(first, polls: 3, eachSeconds: 60)
        let unfinished = api.update { ($0.queue.depth(.waiting), $0.queue.depth(.processing)) }
        #expect(unfinished.0 > 20 && unfinished.1 > 20)
        // From now on the truth is kept.
        _ = try truth(api)

        clock.advance(by: .seconds(144 * Self.hour))
        try await comeBack(api, order) { try truth(api) }
        let after = try truth(api)
        #expect(after.types.values.reduce(0) { $0 + $1.finished } > 5_000)
        #expect(try differences(from: after) == [])
        #expect(life.snapshot?.ledger?.gap == 0)
        if order != .shuffled { #expect(life.snapshot?.ledger?.unaccounted == 0) }
    }

    /// On the eighth day back, tasks of the first day away cannot be listed any more. None was under way when it began,
    /// nor at its end, so that what is lost has a sharp edge.
    @Test(arguments: MPSSimulator.ListingOrder.allCases)
    func `eight days away leave a gap, and what is counted is counted once`(
        _ order: MPSSimulator.ListingOrder
    ) async throws {
        let api = try api(order, .byCreation)
        let first = try collector(api)
        await live(first, polls: 60, eachSeconds: 60)
        api.update { $0.queue.setArrivalRate(0) }
        await live(first, polls: 16, eachSeconds: Self.hour)
        let before = try truth(api)
        #expect(try differences(from: before) == [])

        let edge = clock.now() + .seconds(24 * Self.hour)
        api.update { $0.queue.setArrivalRate(0.01) }
        clock.advance(by: .seconds(6 * Self.hour))
        api.update { $0.queue.setArrivalRate(0) }
        clock.advance(by: .seconds(24 * Self.hour))
        api.update { $0.queue.setArrivalRate(0.01) }
        clock.advance(by: .seconds(162 * Self.hour))
        let expected = { before.adding(api.truth(since: edge)) }
        try await comeBack(api, order, expecting: expected)

        #expect(try differences(from: expected()) == [])
        #expect(try differences(from: truth(api)) != [])
        #expect(life.snapshot?.ledger?.gap == 86_400_000)
    }

    /// Where the newest come last, what finished meanwhile is read before the sweep ends. Pages are so few and short that
    /// polls leave the rest to sweeps.
    @Test func `a sweep that is gone on with after days away leaves no gap`() async throws {
        let api = try api(.finishAscending, .byCreation)
        await live(try collector(api), polls: 10, eachSeconds: 60)
        clock.advance(by: .seconds(24 * Self.hour))
        let second = try collector(api, maxPages: 5, pageSize: 10)
        await second.poll()
        #expect(life.snapshot?.sweeps == 1)
        _ = await second.backgroundStep()

        clock.advance(by: .seconds(72 * Self.hour))
        await live(try collector(api, maxPages: 5, pageSize: 10), polls: 1, eachSeconds: 60)
        clock.advance(by: .seconds(132 * Self.hour))
        await live(try collector(api), polls: 3, eachSeconds: 60)
        #expect(life.snapshot?.ledger?.gap == 0)
    }
}

extension Truth {
    /// Adds what happened later.
    fileprivate func adding(_ later: Truth) -> Truth {
        var sum = self
        sum.add(later)
        return sum
    }

    private mutating func add(_ later: Truth) {
        types.merge(later.types) { before, later in
            var sum = before
            sum.submitted += later.submitted
            sum.started += later.started
            sum.finished += later.finished
            sum.failed += later.failed
            sum.wait.add(later.wait)
            sum.processing.add(later.processing)
            sum.turnaround.add(later.turnaround)
            return sum
        }
        subTasks.merge(later.subTasks, uniquingKeysWith: +)
        for skip in later.skipped {
            if let index = skipped.firstIndex(where: { $0.duration == skip.duration && $0.reason == skip.reason }) {
                skipped[index].count += skip.count
            } else {
                skipped.append(skip)
            }
        }
    }
}

extension TruthDurations {
    fileprivate mutating func add(_ later: TruthDurations) {
        count += later.count
        sumMilliseconds += later.sumMilliseconds
        buckets = zip(buckets, later.buckets).map { $0 + $1 }
    }
}
