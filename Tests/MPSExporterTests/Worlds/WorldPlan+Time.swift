import MPSExporter
import MPSSimulator

/// How time passes in a world.
extension WorldPlan {
    /// The type of the tasks that still come when the world settles under load.
    static let loadType = "ScheduleTask"

    /// Whether TotalCount must equal what the ledger holds of FINISH in the end: where the window counts from the finish,
    /// nobody can tell when a row leaves that does not say when it finished.
    var addsUp: Bool {
        let oddities = simulation.queue.oddities
        let tellsFinish = oddities.missingFinishTime == 0 && oddities.finishTimeUnparsable == 0
        return simulation.pageOddities.missingTotalCount == 0 && simulation.pageOddities.totalCountCap == nil
            && (simulation.queue.window == .byCreation || tellsFinish)
    }

    /// Draws how time passes. A generator of its own leaves everything else of a seed's world as it was before time
    /// passed in it.
    mutating func letTimePass(seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x7469_6d65)
        latency = random.pick([.none, .quick, .quick, .slow, .halting])
        settlesUnderLoad = random.chance(30)
        outlivesWindow = random.chance(40)
        // Never drawn by chance: only the world itself submits them.
        simulation.queue.types.insert(
            TaskTypeProfile(
                name: Self.loadType, share: 0, serviceTime: .fixed(seconds: 60), subTaskTypes: [[]], failureShare: 0),
            at: 0)
        if random.chance(5) { liveLong(&random) }
    }

    /// Eight days and more, in which tasks leave the listings and those that live longer than these finish: a few polls
    /// in a row, then rest. A task that ages out of the listing by creation before a poll can see it finished is none
    /// that anyone could count, so tasks and rests are shorter together than the window.
    private mutating func liveLong(_ random: inout SeededGenerator) {
        let rests = Int.random(in: 16...32, using: &random)
        let seconds = Int.random(in: 8...20, using: &random) * 86_400
        polls = rests * 3
        rest = seconds / rests * 3 / 4...seconds / rests * 5 / 4
        // Three polls must be enough to read all, for the next may come after a day.
        deaths = min(deaths, 5)
        simulation.faults = min(simulation.faults, 0.1)
        settings.pageSize = random.pick([25, 100])
        backgroundPages = 200
        simulation.queue.arrivalRate = Double(Int.random(in: 40...300, using: &random)) / Double(seconds)
        simulation.queue.bursts = random.chance(20) ? Bursts(perDay: 0.2, size: 50) : .none
        simulation.queue.oddities.overWindow = 0.1
        if simulation.queue.window == .byCreation { simulation.queue.workers = 1_000 }
        for (index, longest) in [(1, 3_600.0), (2, 172_800), (3, 86_400)] {
            simulation.queue.types[index].serviceTime = .logUniform(fromSeconds: 60, toSeconds: longest)
        }
    }
}
