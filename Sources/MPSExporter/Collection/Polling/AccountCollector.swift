package import Logging
package import MediaProcessing
package import TaskLedger
package import TencentCloud

/// Polls one account: reads its listings, accounts for every row in the ledger, and shows what came of it.
///
/// WAITING, PROCESSING and FINISH are read in this order, so that a task that moves meanwhile is seen twice rather than
/// never. A page is committed before anything of it is shown but TotalCount, which counts nothing: the depth is known even
/// while nothing can be written.
package actor AccountCollector {
    let settings: CollectorSettings
    let store: LedgerStore
    let lister: any TaskLister
    let clock: any WallClock
    let logger: Logger
    let show: @Sendable (AccountSnapshot) -> Void
    private let onCommitStep: @Sendable (CommitStep) throws -> Void
    /// What there was to show before the first poll: the totals of the state file.
    package nonisolated let initialSnapshot: AccountSnapshot

    var ledger: AccountLedger?
    var memory = CollectorMemory()
    var snapshot: AccountSnapshot
    /// Passes through WAITING and PROCESSING that did not fit into a poll and go on in the background.
    var longPasses: [TaskListing: ListingPass] = [:]
    /// Listings of which such a pass had a failed call since the last poll.
    var stalledPasses: Set<TaskListing> = []
    /// Whether the sweep had a failed call since the last poll.
    var isSweepStalled = false
    /// Whose turn it is in the background, if a pass and a sweep are under way.
    var isSweepNext = false
    /// The last complete pass through WAITING.
    var waitingPass: WaitingPass?
    /// Awaited tasks by id.
    var awaited: [String: AwaitedTask] = [:]
    /// The pass that a task must have been missing from to be awaited; nil until both listings were read.
    var awaitedSincePass: Int?
    /// TotalCount of FINISH less what the ledger holds of it, at the last reading.
    var unaccounted: Int?
    /// Why FINISH (false) and its failed tasks (true) should be read whole, by the poll under way.
    var sweepReasons: [Bool: SweepReason] = [:]
    /// The code of the failure that each failing status has been logged with.
    var loggedFailures: [TaskStatus: String] = [:]
    /// The sweep of FINISH that this poll took in.
    var adoptedSweep: Sweep?
    /// Whether this poll read FINISH to where all is known.
    var reachedFinish = false
    /// Listings that were read as far as their values need since the poll under way, or the last one, began.
    var completeListings: Set<TaskListing> = []
    /// What tells the API's time.
    var apiClock = APIClock()
    /// What every task that is in neither WAITING nor PROCESSING nor the ledger was created after, by the last passes.
    var createdLook: Int64?

    /// A collector that continues the account's ledger, if the state file has one.
    ///
    /// - Parameters:
    ///   - previous: what a former collector of the account showed last: counts of polls go on from there.
    ///   - onCommitStep: called after every step of a commit; tests die there by throwing.
    ///   - show: called with every change; must not block.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    package init(
        settings: CollectorSettings, store: LedgerStore, lister: any TaskLister, clock: any WallClock,
        logger: Logger, continuing previous: AccountSnapshot? = nil,
        onCommitStep: @escaping @Sendable (CommitStep) throws -> Void = { _ in },
        show: @escaping @Sendable (AccountSnapshot) -> Void
    ) throws(LedgerError) {
        self.settings = settings
        self.store = store
        self.lister = lister
        self.clock = clock
        self.logger = logger
        self.show = show
        self.onCommitStep = onCommitStep
        var snapshot = previous ?? AccountSnapshot(account: settings.account)
        if try store.hasAccount(named: settings.account) {
            let ledger = try Self.openLedger(settings, store: store, epoch: 0, onCommitStep: onCommitStep)
            var memory = Self.memory(in: ledger.bookmark, logger: logger)
            // Rows were committed after this was written, and which they were, nothing says any more: everything that may be
            // listed is looked through for failed tasks again, unless the sum adds up.
            memory.oldestUnjudged = clock.now().milliseconds - 2 * TaskWindow.lengthWithMargin
            snapshot.ledger = Self.ledgerSnapshot(
                ledger, memory: memory, unaccounted: previous?.ledger?.unaccounted)
            self.memory = memory
            self.ledger = ledger
        }
        self.snapshot = snapshot
        initialSnapshot = snapshot
    }

    /// What is remembered. Of notes that cannot be read nothing is counted wrongly: all is learned anew, and swept.
    private static func memory(in bookmark: [UInt8]?, logger: Logger) -> CollectorMemory {
        guard let bookmark else { return CollectorMemory() }
        do {
            return try CollectorMemory(bookmark: bookmark)
        } catch {
            logger.warning(
                "the state file's notes on the reading are damaged; everything is read anew, but a gap of before is forgotten",
                metadata: ["error": "\(error)"])
            return CollectorMemory()
        }
    }

    /// Reads everything once. Never throws: what failed is logged, counted and shown.
    package func poll() async {
        let began = clock.now()
        logger.trace("poll begins")
        completeListings = []
        var failures: [TaskStatus: PollFailure] = [:]
        do throws(PollFailure) {
            do throws(PollFailure) {
                try prepare(at: began)
            } catch {
                for status in [TaskStatus.waiting, .processing, .finish] { failures[status] = error }
                throw error
            }
            failures = await readListings()
            try finish(began: began, failures: failures)
        } catch {
            failures[.finish] = failures[.finish] ?? error
        }
        guard !Task.isCancelled else { return }
        conclude(began: began, failures: failures)
    }

    private var readingTime: ReadingTime { ReadingTime(from: clock.now(), pollInterval: settings.pollInterval) }

    private func readListings() async -> [TaskStatus: PollFailure] {
        var failures: [TaskStatus: PollFailure] = [:]
        apiClock.pollBegins()
        sweepReasons = [:]
        (stalledPasses, isSweepStalled) = ([], false)
        for listing in [TaskListing.waiting, .processing] {
            do throws(PollFailure) {
                try await readPass(listing, within: readingTime)
            } catch {
                failures[listing.status] = error
            }
        }
        do throws(PollFailure) {
            try await readFinished(failed: false, within: readingTime)
            try await readFailed(within: readingTime)
        } catch {
            failures[.finish] = error
        }
        beginSweep()
        return failures
    }

    /// Opens the ledger at the first poll of all, and takes in a sweep that ended since the last one.
    private func prepare(at began: UnixTime) throws(PollFailure) {
        do throws(LedgerError) {
            try store.checkPlace()
            if ledger == nil {
                let epoch = UnixTime(seconds: (began - settings.history).wholeSeconds).milliseconds
                ledger = try Self.openLedger(settings, store: store, epoch: epoch, onCommitStep: onCommitStep)
                // Nothing was read, and all that is listed from now on is to be.
                memory.lastPoll = began.milliseconds
                logger.info("ledger begun", metadata: ["epoch": "\(UnixTime(milliseconds: epoch).rfc3339)"])
            }
        } catch {
            noteStateWritable(error)
            throw .ledger(error)
        }
        (adoptedSweep, reachedFinish) = (nil, false)
        adoptEndedSweep()
        memory.finish.createdLook = memory.finish.createdLook ?? began.milliseconds
        memory.finish.finishedLook = memory.finish.finishedLook ?? began.milliseconds
        memory.failed.createdLook = memory.failed.createdLook ?? began.milliseconds
        memory.failed.finishedLook = memory.failed.finishedLook ?? began.milliseconds
    }

    private static func openLedger(
        _ settings: CollectorSettings, store: LedgerStore, epoch: Int64,
        onCommitStep: @escaping @Sendable (CommitStep) throws -> Void
    ) throws(LedgerError) -> AccountLedger {
        let ledger = try AccountLedger(
            name: settings.account, beginningAt: epoch, layout: settings.layout, in: store)
        ledger.onStep = onCommitStep
        ledger.know(types: settings.knownTypes)
        return ledger
    }

    static func ledgerSnapshot(_ ledger: AccountLedger, memory: CollectorMemory, unaccounted: Int?)
        -> LedgerSnapshot
    {
        LedgerSnapshot(
            epoch: ledger.epoch, totals: ledger.totals, tasks: ledger.taskCount, gap: memory.gap,
            unaccounted: unaccounted, countsFailed: memory.failedFilter.countsFailed)
    }
}
