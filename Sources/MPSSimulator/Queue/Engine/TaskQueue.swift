/// One account's task queue at MPS: tasks arrive, wait for a worker, are processed, finish, and leave the listings after
/// 168 hours.
///
/// A plain value without clock or I/O: it is advanced to a given time, and what it shows then follows from its
/// configuration, its changes and that time alone, however many steps the way there took. Numbers of tasks are theirs for
/// ever and grow with creation. An event costs O(log n) of the tasks in work; a page costs its rows and a few dozen words.
package struct TaskQueue: Sendable {
    /// What determines the queue, changes included.
    package internal(set) var configuration: QueueConfiguration
    let clock: LifeClock
    let identity: TaskIdentity
    let lottery: TaskLottery
    /// The moment up to which everything has happened, in microseconds since 1970.
    var now: Int64

    /// The tasks by number, up to `retentionSeconds` after their creation.
    var records = ChunkedDeque<TaskRecord>()
    /// Older tasks that are still in work, or were so lately.
    var stragglers: [Int: TaskRecord] = [:]
    var arrivals: ArrivalProcess
    var bursts: ArrivalProcess
    var line: WaitingLine
    var events = EventHeap()
    var busyWorkers = 0
    /// Service times in microseconds of the tasks that were submitted by hand.
    var givenServiceTimes: [Int: Int64] = [:]

    var listing: StatusIndex
    /// Where the time filter finds its tasks, if that is not where they are listed.
    var filterIndex: StatusIndex?
    /// Task numbers in the order of begins and of finishes, as far as an index needs them.
    var beginLog: ChunkedDeque<UInt32>?
    var finishLog: ChunkedDeque<UInt32>?
    /// The first task (or, where the window counts from the finish, the first place in `finishLog`) still in the window.
    var windowCursor = 0
    var nextStragglerSweep: Int64 = 0
    var epochs: [TruthEpoch] = []
    /// The latest finish, in milliseconds, among the tasks that are forgotten.
    var forgottenUntil: Int64?

    /// A task is remembered this long after its creation, and so is its finish.
    package static let retentionSeconds = VisibilityWindow.seconds + 86_400

    /// Tasks that are known, listed or not: its memory is in proportion to them.
    package var knownTasks: Int { records.endIndex - records.startIndex + stragglers.count }

    /// A queue that begins to live at `start`, in milliseconds since 1970, with its history behind it.
    package init(configuration: QueueConfiguration, startingAt start: Int64) {
        self.configuration = configuration
        now = start * 1000
        clock = LifeClock(start: start * 1000, speed: max(configuration.speed, 1e-6))
        identity = TaskIdentity(
            accountNumber: configuration.accountNumber, seed: configuration.seed,
            types: configuration.types.map(\.name))
        lottery = TaskLottery(
            seed: configuration.seed, types: configuration.types, oddities: configuration.oddities)
        var seeds = SplitMix64(seed: configuration.seed)
        arrivals = ArrivalProcess(
            seed: seeds.next(), rate: configuration.arrivalRate, curve: configuration.dayCurve, clock: clock)
        bursts = ArrivalProcess(
            seed: seeds.next(), rate: configuration.bursts.perDay / 86_400, curve: .flat, clock: clock)
        line = WaitingLine(typeCount: configuration.types.count)
        let permutation = SeededPermutation(seed: seeds.next())
        let order = configuration.order
        listing = StatusIndex(
            unfinishedAxis: order.unfinishedAxis, finishedAxis: order.finishedAxis, permutation: permutation)
        if let axis = configuration.timeFilter.axis {
            filterIndex = StatusIndex(unfinishedAxis: axis, finishedAxis: axis, permutation: permutation)
        }
        let axes = [order.finishedAxis, configuration.timeFilter.axis]
        if axes.contains(.begin) { beginLog = ChunkedDeque() }
        if axes.contains(.finish) || configuration.window == .byFinish { finishLog = ChunkedDeque() }
        if !configuration.types.isEmpty { createHistory(until: now) }
    }

    /// Lets everything happen that is due up to `time`, in milliseconds since 1970. A time in the past changes nothing.
    package mutating func advance(to time: Int64) {
        let target = time.multipliedReportingOverflow(by: 1000).partialValue
        guard target > now, !configuration.types.isEmpty else { return }
        while true {
            let completion = events.first?.time ?? .max
            let moment = min(completion, arrivals.next, bursts.next)
            guard moment <= target else { break }
            if completion == moment {
                settleNextEvent()
            } else if arrivals.next == moment {
                submit(at: moment)
                arrivals.schedule(after: moment)
            } else {
                for _ in 0..<configuration.bursts.size { submit(at: moment) }
                bursts.schedule(after: moment)
            }
        }
        now = target
        expire()
    }

    /// How many tasks a listing without filter has.
    package func depth(_ phase: TaskPhase) -> Int {
        Selection(listing, phase: phase, failed: nil).count
    }

    func record(_ number: Int) -> TaskRecord? {
        if number >= records.startIndex { return number < records.endIndex ? records[number] : nil }
        return stragglers[number]
    }

    mutating func store(_ record: TaskRecord, for number: Int) {
        if number >= records.startIndex { records[number] = record } else { stragglers[number] = record }
    }

    static func second(of time: Int64) -> UInt32 {
        UInt32(truncatingIfNeeded: time / 1_000_000)
    }
}
