internal import Logging
internal import MediaProcessing
internal import TaskLedger
internal import TencentCloud

/// Listings that are read whole, in the background.
extension AccountCollector {
    /// Does one page of whatever waits in the background.
    /// - Returns: false if nothing does.
    package func backgroundStep() async -> Bool {
        guard isStateInPlace() else { return false }
        // In turns: where a listing is so long that there is always a pass through it under way, no sweep would end.
        isSweepNext.toggle()
        if isSweepNext {
            if await continueSweep() { return true }
            return await continueLongPass()
        }
        if await continueLongPass() { return true }
        return await continueSweep()
    }

    /// What is counted in a file that is gone would be lost with the process; polls look for themselves as they begin.
    private func isStateInPlace() -> Bool {
        do throws(LedgerError) {
            try store.checkPlace()
            return true
        } catch {
            noteStateWritable(error)
            show(snapshot)
            return false
        }
    }

    /// Notes whether, and why, a listing should be read whole after the poll under way.
    func noteSweepReason(after reader: FinishReader, failed: Bool) {
        let schedule = failed ? memory.failedSweeps : memory.finishSweeps
        sweepReasons[failed] = schedule.reason(after: reader, at: clock.now().milliseconds)
    }

    /// Begins a sweep if one is wanted and none is under way. Where both listings want one they take turns: in a listing
    /// without an order there is always a reason for the next.
    func beginSweep() {
        guard memory.sweep == nil else { return }
        let turns = [!memory.lastSweepWasFailed, memory.lastSweepWasFailed]
        guard let isFailed = turns.first(where: { sweepReasons[$0] != nil }), let reason = sweepReasons[isFailed] else {
            return
        }
        let now = apiClock.time(at: clock.now())
        let created = createdLook ?? memory.finish.createdLook ?? now
        // Where only the new end is unread, and the newest come first, what lies below is known.
        let floor = reason == .unreadEnd && !isFailed ? SweepFloor(memory.finish) : nil
        memory.sweep = Sweep(
            isFailed: isFailed, createdLook: created, finishedLook: now,
            unjudged: isFailed ? memory.oldestUnjudged : nil, floor: floor)
        if isFailed { memory.oldestUnjudged = nil }
        memory.lastSweepWasFailed = isFailed
        snapshot.sweeps += 1
        logger.info(
            "sweep begins",
            metadata: [
                "reason": "\(reason.rawValue)", "listing": isFailed ? "failed" : "finish",
                "reads": floor == nil ? "all" : "new_end",
            ])
    }

    private func continueSweep() async -> Bool {
        guard !isSweepStalled, var sweep = memory.sweep else { return false }
        guard !sweep.isFailed || memory.failedFilter.belief == .tells else {
            // Whatever it reads would be counted as failed, so it waits, or ends where the filter is of no use.
            if memory.failedFilter.isUsed == false { giveUp(sweep) }
            return false
        }
        do throws(PollFailure) {
            let page = try await readPage(
                sweep.isFailed ? .finishFailed : .finish, PageQuery(token: sweep.token), pass: memory.passes,
                deadline: nil, priority: .background)
            let oldest = page.read.moment - TaskWindow.lengthWithMargin
            let progress = sweep.take(page.read, oldestByCreation: oldest, held: ledger?.taskCount)
            end(sweep, progress)
        } catch {
            guard error != .api(.cancelled) else { return false }
            note(error, .finish)
            show(snapshot)
            // A call that failed is made again after the next poll; a token that the API has forgotten leads nowhere. While
            // polls fail as well it is not the sweep's page that fails.
            if !error.isRefusal, snapshot.finish.succeeded != true || sweep.endures() {
                memory.sweep = sweep
                isSweepStalled = true
                return false
            }
            giveUp(sweep)
        }
        refreshLedgerSnapshot()
        show(snapshot)
        return true
    }

    private func end(_ sweep: Sweep, _ progress: SweepProgress) {
        switch progress {
        case .goesOn:
            memory.sweep = sweep
        case .broken:
            giveUp(sweep)
            note(.brokenListing(.finish), .finish)
        case .ended:
            memory.sweep = nil
            memory.endedSweep = sweep
            let now = clock.now().milliseconds
            if sweep.isFailed {
                memory.failedSweeps.ended(sweep, at: now)
            } else {
                memory.finishSweeps.ended(sweep, at: now)
            }
            logger.info("sweep ended", metadata: ["pages": "\(sweep.pages)", "new": "\(sweep.newRows)"])
        }
    }

    private func giveUp(_ sweep: Sweep) {
        memory.sweep = nil
        memory.oldestUnjudged = [memory.oldestUnjudged, sweep.unjudged].compactMap(\.self).min()
        let now = clock.now().milliseconds
        if sweep.isFailed {
            memory.failedSweeps.gaveUp(sweep, at: now)
        } else {
            memory.finishSweeps.gaveUp(sweep, at: now)
        }
    }

    /// Takes to heart what a sweep showed: between polls, so that no reading under way overwrites it.
    func adoptEndedSweep() {
        guard let sweep = memory.endedSweep else { return }
        memory.endedSweep = nil
        if sweep.isFailed {
            memory.failed.adopt(sweep)
        } else {
            memory.finish.adopt(sweep)
            adoptedSweep = sweep
        }
        if sweep.sawLongRunning, memory.window != .finish {
            memory.window = .finish
            memory.edge = nil
            logger.info("the API lists tasks for 168 hours from their finish")
        } else if memory.window == .finish, !sweep.isFailed, sweep.isWhole, !sweep.sawLongRunning,
            memory.finish.isSumTooLow
        {
            // By their finish more tasks should be listed, and what spoke for it is gone: one row with an odd time, say.
            memory.window = .creation
            memory.edge = nil
            logger.info("the API lists tasks for 168 hours from their creation")
        }
    }
}

extension ListingMemory {
    /// Takes to heart what a sweep of the listing showed when it ended.
    package mutating func adopt(_ sweep: Sweep) {
        if sweep.isWhole {
            order = sweep.order
            if tokens == .onlyGiven { tokens = .taskID }
            refusedIDs = nil
        } else {
            order = order.narrowed(to: sweep.order)
        }
        tail = sweep.tail ?? tail
        laterTail = nil
        createdLook = max(createdLook ?? sweep.createdLook, sweep.createdLook)
        finishedLook = max(finishedLook ?? sweep.finishedLook, sweep.finishedLook)
        readNewEnd = true
        leavesDeepLook = false
    }
}
