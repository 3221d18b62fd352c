internal import Logging
internal import MediaProcessing
internal import TaskLedger
internal import TencentCloud

/// The end of a poll: what is kept, forgotten, shown and said.
extension AccountCollector {
    func finish(began: UnixTime, failures: [TaskStatus: PollFailure]) throws(PollFailure) {
        if let passed = apiClock.passedTime(at: clock.now()) {
            if let sweep = adoptedSweep { noteGap(after: sweep, passed: passed) }
            if reachedFinish { noteGap(at: passed, knownUntil: passed) }
            try forget(at: passed)
        }
        let memory = memory
        try write { (ledger) throws(LedgerError) in
            if let bookmark = memory.bookmark { try ledger.save(bookmark: bookmark) }
        }
        // A file that is damaged in one place may be written in another: it is good if it was good for all of the poll.
        if !failures.values.contains(where: \.isOfLedger) { noteStateWritable(nil) }
    }

    /// Forgets what the API cannot list any more: by a clock that is ahead, rows would go whose tasks are then counted
    /// again.
    private func forget(at now: Int64) throws(PollFailure) {
        try abandonUnlistable(at: now)
        let oldest = now - TaskWindow.lengthWithMargin
        if memory.lastForgetting.map({ $0 < oldest }) ?? true { try lookThroughMissing(at: now) }
        try write { (ledger) throws(LedgerError) in
            // In pieces, so that no transaction takes long, and as many as a long poll interval can have made old.
            for _ in 0..<20 where try ledger.forget(before: oldest, limit: 5_000) < 5_000 { break }
        }
    }

    /// Tasks that have been missing for longer than the API lists any task will never turn up.
    private func abandonUnlistable(at moment: Int64) throws(PollFailure) {
        let gone = awaited.values.filter { $0.missedAt < moment - TaskWindow.lengthWithMargin }.map(\.id)
        guard !gone.isEmpty else { return }
        try write { (ledger) throws(LedgerError) in try ledger.abandon(gone) }
        noteVanished(gone)
    }

    /// An exporter that is started again and again misses each task anew. What was missing already when this was done
    /// last, and has not been seen since, is abandoned all the same.
    private func lookThroughMissing(at now: Int64) throws(PollFailure) {
        let isCrowded = try read { (ledger) throws(LedgerError) in ledger.abandonedCount > TaskWindow.vanishedTasks }
        let interval = isCrowded ? TaskWindow.lengthWithMargin : TaskWindow.vanishedMemory
        let forgets = memory.lastForgettingVanished.map { $0 < now - interval } ?? true
        if forgets { memory.lastForgettingVanished = now }
        memory.lastForgetting = now
        let (missing, bookmark) = (awaited.keys, memory.bookmark)
        let gone = try write { (ledger) throws(LedgerError) in
            try ledger.lookThrough(missing: missing, forgetsAbandoned: forgets, bookmark: bookmark)
        }
        noteVanished(gone)
    }

    private func noteVanished(_ ids: [String]) {
        guard !ids.isEmpty else { return }
        for id in ids { awaited[id] = nil }
        logger.warning("tasks vanished without ever standing in FINISH", metadata: ["tasks": "\(ids.count)"])
    }

    func conclude(began: UnixTime, failures: [TaskStatus: PollFailure]) {
        for listing in [TaskListing.waiting, .processing, .finish] {
            update(listing) { status in
                status.succeeded = failures[listing.status] == nil
                status.isComplete = completeListings.contains(listing)
            }
        }
        if failures[.finish] == nil { snapshot.isCatchingUp = isCatchingUp }
        snapshot.polls += 1
        if failures.isEmpty { snapshot.lastError?.isMended = true } else { snapshot.failedPolls += 1 }
        for status in [TaskStatus.waiting, .processing, .finish] {
            if let failure = failures[status] { note(failure, status) }
        }
        for status in [TaskStatus.waiting, .processing, .finish] where failures[status] == nil {
            loggedFailures[status] = nil
        }
        noteUp(failures.isEmpty)
        let ended = clock.now()
        snapshot.lastPollEnded = ended.milliseconds
        snapshot.lastPollDuration = (ended - began).wholeMilliseconds
        snapshot.filters = filters
        refreshLedgerSnapshot()
        show(snapshot)
        logger.debug("poll ended", metadata: pollMetadata)
    }

    /// What finished before the first poll of all is known once FINISH has been swept; what finished while the exporter was
    /// away, once a poll has read down to where all is known.
    private var isCatchingUp: Bool {
        !reachedFinish || (settings.history > .zero && memory.finishSweeps.lastEnd == nil)
    }

    private func noteUp(_ isUp: Bool) {
        if isUp, snapshot.isUp == false { logger.notice("polls succeed again") }
        if snapshot.isUp == nil, isUp { logger.info("first poll succeeded", metadata: pollMetadata) }
        snapshot.isUp = isUp
    }

    private var pollMetadata: Logger.Metadata {
        [
            "waiting": "\(snapshot.waiting.depth ?? -1)", "processing": "\(snapshot.processing.depth ?? -1)",
            "finish": "\(snapshot.finish.depth ?? -1)", "awaited": "\(awaited.count)",
        ]
    }

    /// Keeps a failure for the status page, and logs it when it is another one than the status had before.
    func note(_ failure: PollFailure, _ status: TaskStatus) {
        let isNew = loggedFailures.updateValue(failure.code, forKey: status) != failure.code
        snapshot.lastError = PollError(
            moment: clock.now().milliseconds, status: status.rawValue, failure: failure)
        guard isNew else { return }
        logger.warning(
            "poll failed",
            metadata: [
                "status": "\(status.rawValue)", "code": "\(failure.code)", "error": "\(failure)",
                "request_id": "\(failure.requestID ?? "")",
            ])
    }

    private var filters: [String: Bool] {
        var filters: [String: Bool] = [:]
        filters["SubTaskHasFailed"] = memory.failedFilter.isUsed
        switch memory.finish.filter {
        case .untried: break
        case .refused, .useless: filters["StartTime"] = false
        case .byCreation, .byFinish: filters["StartTime"] = true
        }
        return filters
    }

    func refreshLedgerSnapshot() {
        guard let ledger else { return }
        snapshot.ledger = Self.ledgerSnapshot(ledger, memory: memory, unaccounted: unaccounted)
    }

    /// The newest first, the rows that leave next are read at the sweep's end; in another order most likely at its
    /// beginning. Where whatever finishes meanwhile comes last, that is known as well: a sweep may be gone on with after
    /// days away.
    private func noteGap(after sweep: Sweep, passed: Int64) {
        let began = min(sweep.finishedLook, passed)
        let ended = max(began, min(memory.finishSweeps.lastEnd ?? began, passed))
        let readsNewestLast = sweep.isWhole && sweep.order.ascending == [.finishedAscending]
        noteGap(at: sweep.order.descending.isEmpty ? began : ended, knownUntil: readsNewestLast ? ended : began)
    }

    /// Says how much history the API dropped while FINISH was not read to where all is known for longer than it is kept.
    private func noteGap(at moment: Int64, knownUntil: Int64) {
        // What was known once is not unknown again because a clock was behind for a moment.
        defer { memory.lastPoll = max(memory.lastPoll ?? knownUntil, knownUntil) }
        guard let lastPoll = memory.lastPoll, moment - lastPoll > TaskWindow.length else { return }
        let gap = moment - lastPoll - TaskWindow.length
        memory.gap += gap
        logger.warning(
            "FINISH was not read for longer than the API keeps tasks; what happened in the gap cannot be counted",
            metadata: ["gap_seconds": "\(gap / 1000)"])
    }
}
