/// The tasks that must have finished but did not stand at the new end.
extension FinishReader {
    /// Chooses the next way of looking for what is missing.
    mutating func look() {
        stage = nextStage()
    }

    private mutating func nextStage() -> ReadingStage {
        if memory.filter == .untried, let probe = FilterProbe(page: seen.first) { return .probe(probe) }
        guard !awaited.isEmpty || (unaccounted ?? 0) > 0 || (!reachedLook && !isExact) else { return .done }
        if let window = filterWindow {
            seen.isFilterAsked = true
            stretch = Stretch()
            return .filtered(window, token: nil)
        }
        if pages < budget.pages(newRows: newRows), let target = mostUrgent {
            if memory.tokens == .taskID { return .jump(target.id) }
            if memory.filter == .byCreation, target.created > 0 {
                stretch = Stretch()
                return .filtered(target.created...target.created, token: nil)
            }
        }
        if let token = seen.downToken, !memory.order.descending.isEmpty, seen.downPages < deepening {
            return .down(token)
        }
        return .done
    }

    /// A window that must hold everything new, if the filter's effect is known and it has not been asked for yet.
    private var filterWindow: ClosedRange<Int64>? {
        guard !seen.isFilterAsked else { return nil }
        let end = seen.started + limits.tolerance
        switch memory.filter {
        case .byFinish: return memory.finishedLook.map { min($0 - limits.tolerance, end)...end }
        case .byCreation where !reachedLook:
            return memory.createdLook.map { min($0 - limits.tolerance, end)...end }
        default: return nil
        }
    }

    /// How many pages to read down from the first: what the budget allows at every poll, 2ⁿ at every 2ⁿ-th.
    private var deepening: Int {
        guard mostUrgent == nil || memory.tokens != .taskID else { return 0 }
        let doubled = 1 << min(memory.polls.trailingZeroBitCount, 20)
        return min(max(budget.pages(newRows: newRows), doubled), 1 + budget.depthInPages)
    }

    /// The awaited task whose promise is nearest to being broken; of equals the newest, as the ones next to it are
    /// likely to be awaited too.
    private var mostUrgent: AwaitedTask? {
        var best: (task: AwaitedTask, urgency: Double)?
        for task in awaited.values where !seen.jumps.contains(task.id) && isDue(task) {
            let urgency = task.urgency(at: seen.started, pollInterval: limits.pollInterval)
            if let best, (best.urgency, best.task.created, best.task.id) >= (urgency, task.created, task.id) {
                continue
            }
            best = (task, urgency)
        }
        return best?.task
    }

    /// A task that was not where it should be is looked for at growing intervals.
    private func isDue(_ task: AwaitedTask) -> Bool {
        memory.polls % (1 << min(task.fruitlessJumps, 10)) == 0
    }

    mutating func takeJump(_ page: ReadPage, at id: String) {
        memory.order.observe(page.rows, after: nil)
        memory.refusedJumps = 0
        miss(id)
        look()
    }

    /// Notes that a task has been looked for; if it is awaited still, in vain.
    mutating func miss(_ id: String) {
        seen.jumps.insert(id)
        awaited[id]?.fruitlessJumps += 1
    }

    mutating func takeFiltered(_ page: ReadPage, window: ClosedRange<Int64>) {
        guard page.rows.allSatisfy({ memory.filter.allows($0, in: window) }) else {
            memory.filter = .useless
            return look()
        }
        memory.order.observe(page.rows, after: stretch.last)
        stretch.take(page)
        seen.filteredPages += 1
        if let token = stretch.next, seen.filteredPages < limits.pages {
            stage = .filtered(window, token: token)
            return
        }
        if stretch.next == nil && !stretch.isBroken && window.upperBound >= seen.started { reachedLook = true }
        for task in awaited.values where window.contains(task.created) && memory.filter == .byCreation {
            miss(task.id)
        }
        look()
    }

    mutating func takeProbe(_ page: ReadPage, _ probe: FilterProbe) {
        if let next = probe.conclude(page, &memory.filter) {
            stage = .probe(next)
        } else {
            look()
        }
    }
}

extension FinishReader {
    /// Whether an awaited task is late far beyond what is promised.
    package var hasOverdue: Bool {
        awaited.values.contains { $0.urgency(at: seen.started, pollInterval: limits.pollInterval) > 4 }
    }

    /// Closes the poll: keeps the looks that it earned and whether the sum was in doubt.
    ///
    /// - Parameters:
    ///   - createdLook: the moment before which every task was seen unfinished or is in FINISH; nil if the passes
    ///     through WAITING and PROCESSING did not show that.
    ///   - finishedLook: when this reading began.
    package mutating func close(createdLook: Int64?, finishedLook: Int64) {
        memory.doubtfulPolls = (unaccounted ?? 0) > awaited.count ? memory.doubtfulPolls + 1 : 0
        guard reachedLook, let createdLook else { return }
        memory.createdLook = max(memory.createdLook ?? createdLook, createdLook)
        memory.finishedLook = max(memory.finishedLook ?? finishedLook, finishedLook)
    }
}
