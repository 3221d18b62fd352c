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
    private let log: Logger
    private var collector: AccountCollector

    /// - Parameter log: where the exporter's log goes.
    init(seed: UInt64, log: Logger) throws {
        self.log = log
        plan = WorldPlan(seed: seed)
        random = SeededGenerator(seed: seed ^ 0xdead)
        api = try SimulatedAPI(plan.simulation, clock: clock)
        store = try LedgerStore(path: ":memory:")
        collector = try Self.collector(plan, store, api, clock, life, log)
    }

    /// What differs from the truth after everything; nothing if all is as it must be.
    func differences() async throws -> [String] {
        for _ in 0..<plan.polls {
            try await poll()
            clock.advance(by: plan.settings.pollInterval)
            if random.chance(plan.delays) {
                clock.advance(by: .seconds(Int.random(in: 60...20_000, using: &random)))
            }
        }
        return await settle()
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
        collector = try Self.collector(plan, store, api, clock, life, log)
    }

    /// Arrivals and faults end, and the exporter has time: it must come to the truth by itself.
    private func settle() async -> [String] {
        api.setFaults(0)
        api.update { account in
            account.queue.setArrivalRate(0)
            account.queue.setBursts(.none)
            // A task may be counted late by a tenth of its age, so a queue that drains for weeks is never quite counted.
            account.queue.setWorkers(100_000)
        }
        var last = ["never polled"]
        for round in 0..<60 {
            await collector.poll()
            var pages = 0
            while pages < 20_000, await collector.backgroundStep() { pages += 1 }
            last = difference()
            if last.isEmpty { return [] }
            clock.advance(by: plan.settings.pollInterval * (1 + round))
        }
        return last
    }

    private func difference() -> [String] {
        guard let ledger = life.snapshot?.ledger else { return ["nothing was shown"] }
        let truth = api.truth(since: UnixTime(milliseconds: ledger.epoch))
        let comparison = TruthComparison(truth: truth, totals: ledger.totals, countsFailed: plan.tellsFailed)
        return comparison.differences + failedFilterDifferences(of: ledger, truth)
    }

    /// Failed tasks are counted wherever the API tells them, and nowhere else.
    private func failedFilterDifferences(of ledger: LedgerSnapshot, _ truth: Truth) -> [String] {
        var differences: [String] = []
        // As long as FINISH is empty, nothing shows what the filter does, and nothing can have failed.
        let isOpen = !plan.simulation.legacy && truth.listings["FINISH"]?.depth == 0
        if !isOpen, ledger.countsFailed != plan.tellsFailed {
            differences.append("failed tasks are counted: \(ledger.countsFailed), told: \(plan.tellsFailed)")
        }
        if !plan.tellsFailed, ledger.totals.types.contains(where: { $0.value.failed > 0 }) {
            differences.append("tasks are counted as failed by a filter that the API does not mind")
        }
        return differences
    }

    private static func collector(
        _ plan: WorldPlan, _ store: LedgerStore, _ api: SimulatedAPI, _ clock: ManualClock, _ life: ExporterLife,
        _ log: Logger
    ) throws -> AccountCollector {
        try AccountCollector(
            settings: plan.settings, store: store, lister: SimulatedTaskLister(api), clock: clock,
            logger: log,
            onCommitStep: { _ in try life.takeStep() }, show: { life.show($0) })
    }
}
