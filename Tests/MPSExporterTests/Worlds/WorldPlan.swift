import MPSExporter
import MPSSimulator
import TaskLedger

/// How one world is: an account's queue, the API in front of it, and what befalls the exporter that watches it.
struct WorldPlan {
    var simulation = SimulationConfiguration()
    var settings: CollectorSettings
    var polls: Int
    /// Percent of polls after which the exporter is away for up to hours.
    var delays: Int
    /// Percent of polls in which the exporter dies at some step of a commit.
    var deaths: Int
    /// Pages of background work that fit between two polls.
    var backgroundPages: Int
    /// How long calls take.
    var latency = CallLatency.none
    /// Seconds without a poll after every third one; nil in a world that lasts hours.
    var rest: ClosedRange<Int>?
    /// Whether tasks still come while the exporter must catch up.
    var settlesUnderLoad = false
    /// Whether it is watched until every task has left the listings.
    var outlivesWindow = false

    /// How many tasks may arrive, and come in bursts, so that thousands of worlds can be lived through.
    private static let mostTasks = 2_000.0

    /// The world of a seed.
    ///
    /// - Parameter isStill: whether time stands still while the API is called and hours are all there is, as it was in
    ///   every world once.
    init(seed: UInt64, isStill: Bool = false) {
        var random = SeededGenerator(seed: seed)
        let seconds = random.pick([15, 15, 30, 60, 300])
        settings = CollectorSettings(
            account: "world", pollInterval: .seconds(seconds), maxPages: random.pick([1, 2, 5, 200]),
            history: random.pick([.zero, .zero, .seconds(3_600), .seconds(86_400), .seconds(259_200)]),
            layout: .usual, pageSize: random.pick([3, 10, 25, 100]))
        polls = Int.random(in: 5...40, using: &random)
        delays = random.pick([0, 0, 5, 20])
        deaths = random.pick([0, 0, 5, 30])
        backgroundPages = random.pick([1, 5, 50])
        simulation.callsPerSecond = nil
        simulation.legacy = random.chance(25)
        simulation.faults = random.pick([0, 0, 0, 0.1, 0.3])
        if random.chance(20) { simulation.pageOddities = Self.pageOddities(&random) }
        planQueue(seed: seed, pollSeconds: Double(seconds), &random)
        // Drawn apart, so that the worlds that failed once stay what they were otherwise.
        var filters = SeededGenerator(seed: seed ^ 0xfa11)
        if filters.chance(20) { simulation.queue.outcomeFilter = filters.pick([.ignored, .ignoredIfFalse]) }
        var apart = SeededGenerator(seed: ~seed)
        if apart.chance(10) { simulation.pageOddities.totalCountCap = apart.pick([1, 10, 50]) }
        if !isStill { letTimePass(seed: seed) }
    }

    /// Whether the API tells the failed tasks.
    var tellsFailed: Bool { !simulation.legacy && simulation.queue.outcomeFilter != .ignored }

    /// Whether answers may not show what the filter for failed tasks does: a TotalCount that is cut says the same of all
    /// three kinds, and where false is ignored, all may have failed. Then they may be counted late, or not at all.
    var isFailedFilterObscure: Bool {
        simulation.pageOddities.totalCountCap != nil || simulation.queue.outcomeFilter == .ignoredIfFalse
    }

    private mutating func planQueue(seed: UInt64, pollSeconds: Double, _ random: inout SeededGenerator) {
        simulation.queue.seed = seed
        simulation.queue.order = random.pick(ListingOrder.allCases)
        simulation.queue.timeFilter = TimeFilter(
            random.pick(TimeFilter.Meaning.allCases), includesStart: random.chance(80), includesEnd: random.chance(80))
        simulation.queue.window = random.pick(VisibilityWindow.allCases)
        simulation.queue.opaqueTokens = random.chance(20)
        simulation.queue.history = random.pick([0, 0, 20, 200])
        simulation.queue.workers = random.pick([1, 3, 20, 1_000])
        simulation.queue.arrivalRate = min(random.pick([0.2, 1, 4]) / pollSeconds, Self.mostTasks / life)
        if random.chance(10) {
            let size = random.pick([50, 500])
            let most = Self.mostTasks / Double(size) / life * 86_400
            simulation.queue.bursts = Bursts(perDay: min(200, most), size: size)
        }
        if random.chance(40) { simulation.queue.oddities = .all }
        simulation.queue.oddities.instant = random.pick([0, 0.05, 0.5])
        // A FinishTime that shows up late is counted by what the row said first, which depends on when it was read.
        simulation.queue.oddities.lateFinishTime = 0
        simulation.queue.types = [
            TaskTypeProfile(name: "WorkflowTask", share: 0.6, serviceTime: .fixed(seconds: pollSeconds * 1.5)),
            TaskTypeProfile(
                name: "EditMediaTask", share: 0.3,
                serviceTime: .logUniform(fromSeconds: pollSeconds / 5, toSeconds: pollSeconds * 20),
                subTaskTypes: [["Transcode", "AiRecognition"], []], failureShare: 0.2),
            TaskTypeProfile(
                name: "LiveProcessTask", share: 0.1,
                serviceTime: .logNormal(medianSeconds: pollSeconds * 5, sigma: 1), needsWorker: false),
        ]
    }

    /// The seconds that a world may last: an exporter that is away is away for some three hours.
    private var life: Double {
        let seconds = Double(settings.pollInterval.components.seconds)
        return Double(polls) * (seconds + Double(delays) / 100 * 10_000)
    }

    private static func pageOddities(_ random: inout SeededGenerator) -> PageOddities {
        var oddities = PageOddities()
        oddities.short = random.pick([0, 0.1])
        oddities.repeatedRow = random.pick([0, 0.1])
        oddities.empty = random.pick([0, 0.1])
        oddities.repeatedToken = random.pick([0, 0.1])
        oddities.missingTotalCount = random.pick([0, 0.1, 1])
        oddities.ownTotalCount = random.pick([0, 1])
        return oddities
    }
}

extension HistogramLayout {
    /// The exporter's default buckets.
    static let usual: HistogramLayout = {
        let day: [Double] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400]
        return HistogramLayout(
            wait: DurationBounds(seconds: day), processing: DurationBounds(seconds: day),
            turnaround: DurationBounds(seconds: day + [259_200]))
    }()
}
