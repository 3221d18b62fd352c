import Logging
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud

/// A world that is lived through: the queue goes on, the exporter polls it, dies, comes back, and at last is compared
/// with the truth.
final class World {
    private let plan: WorldPlan
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let api: SimulatedAPI
    private let store: LedgerStore
    private let life = ExporterLife()
    private var random: SeededGenerator
    /// For what is drawn besides since time passes in worlds, so that the rest stays as it was.
    private var laterRandom: SeededGenerator
    private let log: Logger
    private let lister: SlowLister
    private var collector: AccountCollector

    /// - Parameter log: where the exporter's log goes.
    init(_ plan: WorldPlan, log: Logger) throws {
        let seed = plan.simulation.queue.seed
        self.log = log
        self.plan = plan
        log.trace("\(plan)")
        random = SeededGenerator(seed: seed ^ 0xdead)
        laterRandom = SeededGenerator(seed: seed ^ 0x1a7e)
        api = try SimulatedAPI(plan.simulation, clock: clock)
        lister = SlowLister(SimulatedTaskLister(api), clock: clock, latency: plan.latency, seed: seed)
        store = try LedgerStore(path: ":memory:")
        collector = try Self.collector(plan, store, lister, clock, life, log)
    }

    /// What differs from the truth after everything; nothing if all is as it must be.
    func differences() async throws -> [String] {
        for number in 1...plan.polls {
            try await poll()
            // From now on the truth is kept, however old tasks get.
            if number == 1 { _ = difference() }
            clock.advance(by: plan.settings.pollInterval)
            if random.chance(plan.delays) {
                clock.advance(by: .seconds(Int.random(in: 60...20_000, using: &random)))
            }
            if let rest = plan.rest, number.isMultiple(of: 3) {
                clock.advance(by: .seconds(Int.random(in: rest, using: &laterRandom)))
            }
        }
        calmDown()
        if plan.settlesUnderLoad {
            let differences = await settle(underLoad: true)
            if !differences.isEmpty { return ["while tasks come"] + differences }
        }
        let differences = await settle()
        if !differences.isEmpty { return differences }
        // What was counted right must not be counted again.
        let later = try await goOn()
        return later.isEmpty ? [] : ["after all was counted"] + later
    }

    /// A few polls more; in some worlds, until all that was counted has left the listings.
    private func goOn() async throws -> [String] {
        for _ in 0..<3 {
            clock.advance(by: plan.outlivesWindow ? .seconds(3 * 86_400) : plan.settings.pollInterval)
            try await poll()
            // Tasks that were in work finish meanwhile, and must be counted before they leave the listing too. They are
            // days old when they are missed, and a tenth of their age is what a count may take. A few polls are time for
            // a sweep, without which nothing is known of a listing that has no order.
            let differences = plan.outlivesWindow ? await settle(step: .seconds(300), rounds: 5) : []
            if !differences.isEmpty { return differences }
        }
        return await settle(untilSumIsRight: true)
    }

    private func poll() async throws {
        if random.chance(plan.deaths) { life.doom(after: Int.random(in: 1...40, using: &random)) }
        await collector.poll()
        for _ in 0..<plan.backgroundPages {
            guard await collector.backgroundStep() else { break }
        }
        guard life.isDoomed else { return }
        // A new process on the same state file.
        life.doom(after: nil)
        collector = try Self.collector(plan, store, lister, clock, life, log)
    }

    /// Arrivals and faults end.
    private func calmDown() {
        api.setFaults(0)
        api.update { account in
            account.queue.setArrivalRate(0)
            account.queue.setBursts(.none)
            // A task may be counted late by a tenth of its age, so a queue that drains for weeks is never quite counted.
            account.queue.setWorkers(100_000)
        }
    }

    /// The exporter has time: it must come to the truth by itself.
    ///
    /// - Parameters:
    ///   - step: from the first poll to the second; the pauses grow. Nil for the usual interval.
    ///   - rounds: so many polls are made at least.
    private func settle(
        step: Duration? = nil, rounds: Int = 1, underLoad: Bool = false, untilSumIsRight: Bool = false
    ) async -> [String] {
        var last = ["never polled"]
        for round in 0..<60 {
            await collector.poll()
            var pages = 0
            while pages < 20_000, await collector.backgroundStep() { pages += 1 }
            last = difference(ignoringLoad: underLoad) + (untilSumIsRight ? doubts : [])
            if last.isEmpty, round + 1 >= rounds { return [] }
            if underLoad { submitLoad() }
            // By a sweep a task is counted late by four tenths of its age, and in a long world they are days old.
            let pause = step ?? (plan.rest == nil ? plan.settings.pollInterval : .seconds(120))
            clock.advance(by: pause * (1 + round))
        }
        return last
    }

    /// Tasks that come while the exporter catches up: they take as long as up to thirty polls.
    private func submitLoad() {
        let seconds = Double(plan.settings.pollInterval.components.seconds)
        for _ in 0..<Int.random(in: 0...8, using: &laterRandom) {
            let service = seconds * laterRandom.pick([0.1, 0.5, 1.5, 5, 30])
            api.update { _ = $0.queue.submit(1, ofType: WorldPlan.loadType, serviceSeconds: service) }
        }
    }

    /// What the exporter says of itself that cannot be: it was never away for as long as the API lists a task, and the
    /// sum must add up.
    private var doubts: [String] {
        guard let ledger = life.snapshot?.ledger else { return [] }
        var doubts = ledger.gap == 0 ? [] : ["a gap of \(ledger.gap) ms"]
        if plan.addsUp, ledger.unaccounted != 0 {
            doubts.append("unaccounted: \(ledger.unaccounted.map { "\($0)" } ?? "unknown")")
        }
        return doubts
    }

    private func difference(ignoringLoad: Bool = false) -> [String] {
        guard let ledger = life.snapshot?.ledger else { return ["nothing was shown"] }
        let truth = api.truth(since: UnixTime(milliseconds: ledger.epoch))
        let comparison = TruthComparison(
            truth: truth, totals: ledger.totals, countsFailed: plan.tellsFailed && !plan.isFailedFilterObscure)
        return comparison.differences(except: ignoringLoad ? WorldPlan.loadType : nil)
            + failedFilterDifferences(of: ledger, truth)
    }

    /// Failed tasks are counted wherever the API tells them, and nowhere else.
    private func failedFilterDifferences(of ledger: LedgerSnapshot, _ truth: Truth) -> [String] {
        var differences: [String] = []
        // As long as FINISH is empty, nothing shows what the filter does, and nothing can have failed.
        let isOpen = !plan.simulation.legacy && truth.listings["FINISH"]?.depth == 0
        if !isOpen, !plan.isFailedFilterObscure, ledger.countsFailed != plan.tellsFailed {
            differences.append("failed tasks are counted: \(ledger.countsFailed), told: \(plan.tellsFailed)")
        }
        if !plan.tellsFailed, ledger.totals.types.contains(where: { $0.value.failed > 0 }) {
            differences.append("tasks are counted as failed by a filter that the API does not mind")
        }
        return differences
    }

    private static func collector(
        _ plan: WorldPlan, _ store: LedgerStore, _ lister: SlowLister, _ clock: ManualClock, _ life: ExporterLife,
        _ log: Logger
    ) throws -> AccountCollector {
        try AccountCollector(
            settings: plan.settings, store: store, lister: lister, clock: clock,
            logger: log,
            onCommitStep: { _ in try life.takeStep() }, show: { life.show($0) })
    }
}
