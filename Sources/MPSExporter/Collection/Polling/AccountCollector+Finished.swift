internal import Logging
internal import MediaProcessing
internal import TaskLedger
internal import TencentCloud

/// FINISH, which is read no further than needed.
extension AccountCollector {
    func readFinished(failed: Bool, within time: ReadingTime) async throws(PollFailure) {
        let began = apiClock.time(at: clock.now())
        // Background work goes on between the calls, and what it finds out meanwhile is not of this reading.
        let look = createdLook
        let unjudged = memory.oldestUnjudged
        if failed { memory.oldestUnjudged = nil }
        // A sweep judges all that there were when it began, and those found since wait for its end.
        let leavesUnjudged = memory.sweep?.isFailed == true || memory.failedSweeps.lastEnd == nil
        var isJudged = !failed
        defer { if !isJudged { memory.oldestUnjudged = [memory.oldestUnjudged, unjudged].compactMap(\.self).min() } }
        var reader = try makeReader(failed: failed, oldestUnjudged: unjudged, moment: began)
        while let query = reader.next() {
            guard reader.pages == 0 || clock.now() < time.enough else {
                reader.leaveRest()
                break
            }
            do throws(PollFailure) {
                try await answer(query, of: &reader, failed: failed, deadline: time.deadline)
            } catch {
                guard !reader.fail(isRefusal: error.isRefusal, mayLast: error.mayLast) else { continue }
                giveUp(reader, failed: failed)
                guard failed, query == PageQuery(), noteFilterRefusal(error) else { throw error }
                return
            }
        }
        reader.close(createdLook: look, finishedLook: began)
        if failed { isJudged = reader.reachedDeepLook && !leavesUnjudged } else { try learnEdge(from: reader) }
        take(reader, failed: failed)
    }

    /// Keeps of a reading that failed what must not be tried as soon again: what was looked for in vain, and what was too
    /// much for one poll.
    private func giveUp(_ reader: FinishReader, failed: Bool) {
        if failed {
            memory.failed.polls = reader.memory.polls
            memory.failed.failedAside = reader.memory.failedAside
            if reader.hasReadNewEnd { memory.failed.leavesDeepLook = true }
        } else {
            memory.finish.polls = reader.memory.polls
            memory.finish.failedAside = reader.memory.failedAside
            awaited = reader.awaited
        }
        guard !reader.hasReadNewEnd, reader.pages >= ReadingLimits().pages else { return }
        if failed { memory.failed.readNewEnd = false } else { memory.finish.readNewEnd = false }
        noteSweepReason(after: reader, failed: failed)
    }

    private func answer(
        _ query: PageQuery, of reader: inout FinishReader, failed: Bool, deadline: UnixTime
    ) async throws(PollFailure) {
        let listing: TaskListing = failed ? .finishFailed : .finish
        let page = try await readPage(listing, query, pass: memory.passes, deadline: deadline)
        if failed, query == PageQuery() { memory.failedFilter.answered() }
        let oldest = memory.window == .creation ? reader.oldestListed(with: page.read) : nil
        // TotalCount is the first page's, and what has finished since is not in it.
        let moment = reader.firstMoment ?? page.read.moment
        let held = try held(failed: failed, at: moment, oldest: oldest)
        let likelyHeld = try likelyHeld(failed: failed, after: query, at: moment)
        reader.take(page.read, held: held, likelyHeld: likelyHeld)
    }

    private func makeReader(failed: Bool, oldestUnjudged: Int64?, moment: Int64) throws(PollFailure) -> FinishReader {
        var limits = ReadingLimits()
        limits.pageSize = settings.pageSize
        limits.pollInterval = settings.pollInterval.wholeMilliseconds
        limits.createdLook = createdLook ?? memory.finish.createdLook
        // Where only the end of a sweep can tell that all is known, polls need not reach as deep until then.
        let isSweeping = memory.sweep?.isFailed == failed
        switch (failed ? memory.failed : memory.finish).readNewEnd {
        case true?: limits.pages = max(limits.pages, settings.maxPages)
        case nil where !isSweeping: limits.pages = max(limits.pages, settings.maxPages)
        default: limits.pages = isSweeping ? 5 : limits.pages
        }
        let schedule = failed ? memory.failedSweeps : memory.finishSweeps
        limits.chasesMissing = !isSweeping && schedule.lastEnd != nil
        limits.residue = schedule.provenResidue
        guard !failed else {
            var remembered = memory.failed
            remembered.keepLooks(before: moment)
            limits.trustsTotalCount = true
            // A task may have been listed as finished before it was looked for among the failed ones.
            limits.deepLook = limits.chasesMissing ? oldestUnjudged : nil
            return FinishReader(memory: remembered, awaited: [], depth: 0, moment: moment, limits: limits)
        }
        noteAwaited(at: moment)
        let oldest = awaited.values.map(\.created).filter { $0 > 0 }.min()
        let depth = try oldest.map { (oldest) throws(PollFailure) in
            try read { (ledger) throws(LedgerError) in
                try ledger.depth(ofTaskCreatedAt: oldest, limit: 1_000_000)
            }
        }
        memory.finish.keepLooks(before: moment)
        return FinishReader(
            memory: memory.finish, awaited: Array(awaited.values), depth: depth ?? 0, moment: moment, limits: limits)
    }

    private func noteAwaited(at moment: Int64) {
        guard let ledger, let pass = awaitedSincePass else { return }
        let missing = ledger.awaited(since: pass)
        // One answer of a server whose clock is ahead must not make a task missed only days from now.
        let latest = max(moment, clock.now().milliseconds)
        awaited = Dictionary(
            missing.map { task in
                var known = awaited[task.id] ?? AwaitedTask(id: task.id, created: task.created, missedAt: moment)
                known.missedAt = min(known.missedAt, latest)
                return (task.id, known)
            }, uniquingKeysWith: { first, _ in first })
    }

    private func take(_ reader: FinishReader, failed: Bool) {
        if failed {
            memory.failed = reader.memory
        } else {
            memory.finish = reader.memory
            awaited = reader.awaited
            let now = clock.now().milliseconds
            update(.finish) { $0.lastSuccess = now }
            if reader.reachedLook { completeListings.insert(.finish) }
            unaccounted = reader.unaccounted
            reachedFinish = reader.reachedLook
        }
        if failed {
            // Until all was read down to, a difference is no residue of the last sweep.
            if reader.reachedDeepLook { memory.failedSweeps.polled(unaccounted: reader.unaccounted) }
        } else {
            memory.finishSweeps.polled(unaccounted: reader.unaccounted)
        }
        noteSweepReason(after: reader, failed: failed)
    }
}

extension PollFailure {
    /// Whether a call may fail like that for good while others are answered: not what tells of an API that is out of reach,
    /// slow or busy, whose filters must not be given up for that.
    var mayLast: Bool {
        switch self {
        case .api(.service(let code, _, _)): !code.hasPrefix("RequestLimitExceeded")
        case .api(.malformed): true
        case .api(.http), .api(.transport), .api(.credentials), .api(.deadlineExceeded), .api(.cancelled): false
        case .ledger, .brokenListing: false
        }
    }

    /// Whether the API did not accept the parameters of a call, as one that is older than a filter does.
    var isRefusal: Bool {
        guard case .api(.service(let code, _, _)) = self else { return false }
        return ["UnknownParameter", "InvalidParameter", "InvalidParameterValue", "UnsupportedOperation"].contains {
            code == $0 || code.hasPrefix("\($0).")
        }
    }
}
