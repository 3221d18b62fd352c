/// The tasks that must have finished but did not stand at the new end.
extension FinishReader {
    /// Chooses the next way of looking for what is missing.
    mutating func look() {
        stage = nextStage()
    }

    private mutating func nextStage() -> ReadingStage {
        if memory.filter == .untried, let probe = FilterProbe(page: seen.first) { return .probe(probe) }
        let isUnjudged = reachedLook && !reachedDeepLook
        guard !awaited.isEmpty || missingToChase > 0 || isUnjudged || (!reachedLook && !isExact) else { return .done }
        if let window = filterWindow {
            seen.isFilterAsked = true
            aside = Stretch()
            return .filtered(window, token: nil)
        }
        if let entry = destination {
            if seen.isDownDense, let token = seen.downToken { return .down(token) }
            aside = Stretch()
            if memory.tokens == .taskID { return .jump(entry.id) }
            if seen.isDownPromising, let token = seen.downToken { return .down(token) }
            if memory.filter == .byCreation, entry.created > 0 {
                // A bound may itself be outside of what the filter selects.
                return .filtered(entry.created - 1_000...entry.created + 1_000, token: nil)
            }
        }
        if let token = seen.downToken, !memory.order.descending.isEmpty, seen.downPages < deepening {
            return .down(token)
        }
        if isUnjudged, !canDeepen { seen.leavesDeepLook = true }
        return .done
    }

    /// Rows that the sum says are missing, and that a reading may find.
    var missingToChase: Int {
        guard limits.chasesMissing, let unaccounted, unaccounted != limits.residue else { return 0 }
        return max(0, unaccounted)
    }

    /// Whether a later poll may come to what this one has not: else it is left to a sweep, which has to come then.
    private var canDeepen: Bool {
        guard memory.leavesDeepLook != true, !memory.order.descending.isEmpty else { return false }
        return seen.downToken != nil && seen.downPages < min(limits.pages, 1 + budget.depthInPages)
    }

    /// How many pages to read down from the first, where nothing leads to the missing rows directly.
    private var deepening: Int {
        guard memory.leavesDeepLook != true, awaited.isEmpty || memory.tokens != .taskID else { return 0 }
        return min(budget.depth(atPoll: memory.polls, newRows: seen.newRowsAtEnd), limits.pages)
    }

    /// How many calls this poll may make before it stops looking for awaited tasks: what other polls have saved is spent
    /// on tasks that would be late. Rows that the looking itself finds do not add to it, so that it ends.
    private func allowance(for weight: Double) -> Int {
        let saved = memory.savedCalls ?? 0
        return budget.pages(
            newRows: seen.newRowsAtEnd, saved: weight < AwaitedTask.weightOfDue ? min(saved, 0) : saved)
    }

    /// Where to enter the listing next; nil if nothing is due there, or the calls are spent.
    private var destination: AwaitedTask? {
        if let (entry, weight) = target(among: due), pages < allowance(for: weight) { return entry }
        // A call at the place of a late task costs far less than the sweep that would be made for it at last.
        let spent = pages - seen.downPages - seen.tailPages
        guard memory.tokens == .taskID, spent < limits.callsForLate else { return nil }
        return target(among: due.filter { urgency(of: $0) > AwaitedTask.urgencyOfLate })?.entry
    }

    /// The first of those awaited tasks that one page is likely to show and whose promises are together nearest to being
    /// broken. Unless the order is by creation, a page is likely to show but one.
    private func target(among due: [AwaitedTask]) -> (entry: AwaitedTask, weight: Double)? {
        var tasks = due.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
        let isDescending = memory.order.candidates.contains(.createdDescending)
        let isByCreation = isDescending || memory.order.candidates.contains(.createdAscending)
        if isDescending { tasks.reverse() }
        let weights = tasks.map { $0.weight(at: seen.started, pollInterval: limits.pollInterval) }
        var best: (entry: AwaitedTask, weight: Double)?
        var (end, weight) = (0, 0.0)
        for (first, task) in tasks.enumerated() {
            let span = isByCreation ? seen.span(around: task.created) : -1
            let full = min(tasks.count, first + limits.pageSize)
            // The window of the next task begins later, so its end is looked for from here on.
            while end < full, end == first || abs(tasks[end].created - task.created) <= span {
                weight += weights[end]
                end += 1
            }
            if weight > best?.weight ?? 0 { best = (task, weight) }
            weight -= weights[first]
        }
        return best
    }

    /// Awaited tasks that have not been looked for in this poll.
    private var due: [AwaitedTask] {
        awaited.values.filter { !seen.jumps.contains($0.id) && isDue($0) }
    }

    /// A task that was not where it should be is looked for at growing intervals.
    private func isDue(_ task: AwaitedTask) -> Bool {
        memory.polls % (1 << min(task.fruitlessJumps, 10)) == 0
    }

    mutating func takeJump(_ page: ReadPage, at id: String) {
        memory.refusedIDs = nil
        miss(id)
        takeOnward(page)
    }

    /// Many awaited tasks in a row are read page by page: entering at each page's guessed end would leave some between.
    mutating func takeOnward(_ page: ReadPage) {
        learn(from: page, following: aside)
        aside.take(page)
        if let token = aside.next, pages < allowance(for: AwaitedTask.weightOfDue), promisesMany(behind: page) {
            stage = .onward(token)
        } else {
            look()
        }
    }

    /// Whether the page behind this one is likely to show many awaited tasks, as this one did.
    func promisesMany(behind page: ReadPage) -> Bool {
        4 * seen.foundOnPage >= limits.pageSize && promisesMore(behind: page)
    }

    /// Whether, in an order by creation, an awaited task is likely to stand on the page behind this one.
    func promisesMore(behind page: ReadPage) -> Bool {
        guard let last = page.rows.last(where: { $0.created != nil })?.created else { return false }
        let likely: ClosedRange<Int64>
        if memory.order.candidates.contains(.createdDescending) {
            likely = last - seen.span(around: last)...last
        } else if memory.order.candidates.contains(.createdAscending) {
            likely = last...last + seen.span(around: last)
        } else {
            return false
        }
        return awaited.values.contains { likely.contains($0.created) && isDue($0) }
    }

    /// Notes that a task has been looked for; if it is awaited still, in vain.
    mutating func miss(_ id: String) {
        seen.jumps.insert(id)
        awaited[id]?.fruitlessJumps += 1
    }
}

extension FinishReader {
    /// Whether an awaited task is late far beyond what is promised, and was not found where it should stand: what has not
    /// been looked for there yet is found at less cost than by a sweep.
    package var hasOverdue: Bool {
        let jumps = memory.tokens == .taskID ? 2 : 0
        return awaited.values.contains { task in
            let wasMissed = task.fruitlessJumps >= jumps
            return urgency(of: task) > (wasMissed ? AwaitedTask.urgencyOfOverdue : AwaitedTask.urgencyOfLost)
        }
    }

    private func urgency(of task: AwaitedTask) -> Double {
        task.urgency(at: seen.started, pollInterval: limits.pollInterval)
    }

    /// Closes the poll: keeps the looks that it earned and whether the sum was in doubt.
    ///
    /// - Parameters:
    ///   - createdLook: the moment before which every task was seen unfinished or is in FINISH; nil if the passes
    ///     through WAITING and PROCESSING did not show that.
    ///   - finishedLook: when this reading began.
    package mutating func close(createdLook: Int64?, finishedLook: Int64) {
        memory.savedCalls = budget.saved(
            before: memory.savedCalls ?? 0, newRows: seen.newRowsAtEnd, spent: pages)
        if (unaccounted ?? 0) <= awaited.count {
            memory.doubtfulPolls = 0
        } else if reachedDeepLook || leavesDeepLook || !reachedLook {
            memory.doubtfulPolls += 1
        }
        if seen.totalCount != nil { memory.lowSums = seen.isSumTooLow ? (memory.lowSums ?? 0) + 1 : 0 }
        memory.failedAside = nil
        memory.readNewEnd = reachedLook
        memory.leavesDeepLook = leavesDeepLook
        // What the sum alone says to be known is asked for once more with what comes next: that costs nothing if it is.
        guard reachedLook, !seen.restsOnSum, let createdLook else { return }
        memory.createdLook = max(memory.createdLook ?? createdLook, createdLook)
        memory.finishedLook = max(memory.finishedLook ?? finishedLook, finishedLook)
    }
}
