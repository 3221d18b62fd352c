import Logging
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud

/// The real collector before a simulated account in virtual time: what does a load cost, and how late is it counted?
final class CallsWorld {
    static let pollSeconds = 15
    /// Pages that a fifth of the usual rate limit of 10 calls a second leaves to sweeps between two polls.
    private static let backgroundPages = 30

    /// Polls after which what has not been counted is given up.
    private static let patience = 400

    private let behaviour: CallsAPI
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let api: SimulatedAPI
    private let log: CallLog
    private let collector: AccountCollector

    init(_ behaviour: CallsAPI, history: Int) throws {
        self.behaviour = behaviour
        api = try SimulatedAPI(behaviour.simulation(history: history), clock: clock)
        log = CallLog(SimulatedTaskLister(api), clock: clock)
        let settings = CollectorSettings(
            account: "calls", pollInterval: .seconds(Self.pollSeconds), maxPages: 200, history: .zero, layout: .usual)
        collector = try AccountCollector(
            settings: settings, store: try LedgerStore(path: ":memory:"), lister: log, clock: clock,
            logger: Logger(label: "calls") { _ in SwiftLogNoOpLogHandler() }, show: { _ in })
    }

    /// Lives until the first sweep has ended; returns the calls of each poll.
    func begin() async -> [CallCounts] {
        var polls: [CallCounts] = []
        repeat {
            polls.append(await poll())
            clock.advance(by: .seconds(Self.pollSeconds))
        } while polls.last.map({ $0.sweeps + $0.failedSweeps }) ?? 0 > 0 || polls.count < 3
        return polls
    }

    /// Lives through a load and until all of it is counted.
    func play(_ load: CallsLoad) async -> CallsFigures {
        let tasks = load.tasks(pollSeconds: Self.pollSeconds)
        // The tasks that take longest come first, hours before they finish.
        let ahead = max(0, -(tasks.first?.created ?? 0)) + 4 * Self.pollSeconds
        let start = clock.now().wholeSeconds + Int64(ahead)
        var coming = tasks[...]
        await lead(to: start, &coming)
        let before = CallsLedger.Poll(moment: clock.now().milliseconds, calls: await poll())
        var measured: [CallsLedger.Poll] = []
        for number in 1...(load.polls + Self.patience) {
            advance(to: start + Int64(number * Self.pollSeconds), &coming, start)
            measured.append(.init(moment: clock.now().milliseconds, calls: await poll()))
            if number >= load.polls, log.count(finishedSince: before.moment) == tasks.count { break }
        }
        let ledger = CallsLedger(
            before: before, measured: measured, pollSeconds: Self.pollSeconds, rows: log.rows,
            failedRows: log.failedRows)
        return CallsFigures(ledger, api: behaviour, load: load, expected: tasks.count)
    }

    /// Goes on to the start of a load; as nothing finishes until then, polls are rare at first.
    private func lead(to start: Int64, _ coming: inout ArraySlice<CallsLoad.Task>) async {
        while clock.now().wholeSeconds < start {
            let left = Int(start - clock.now().wholeSeconds)
            let step = left > 1_800 ? 600 : min(left, Self.pollSeconds)
            advance(to: clock.now().wholeSeconds + Int64(step), &coming, start)
            if clock.now().wholeSeconds < start { _ = await poll() }
        }
    }

    /// Goes on to a moment, submitting what comes until then.
    private func advance(to end: Int64, _ coming: inout ArraySlice<CallsLoad.Task>, _ start: Int64) {
        while let task = coming.first, start + Int64(task.created) <= end {
            coming.removeFirst()
            let moment = start + Int64(task.created)
            clock.advance(by: .seconds(moment - clock.now().wholeSeconds))
            let service = Double(task.finished - task.created) + 0.5
            api.update { account in
                _ = account.queue.submit(1, ofType: "WorkflowTask", serviceSeconds: service, failed: task.isFailed)
            }
        }
        clock.advance(by: .seconds(end - clock.now().wholeSeconds))
    }

    private func poll() async -> CallCounts {
        let before = log.counts
        await collector.poll()
        for _ in 0..<Self.backgroundPages {
            guard await collector.backgroundStep() else { break }
        }
        return log.counts - before
    }
}
