/// The tasks that must have finished but did not stand at the new end.
extension FinishReader {
    /// Chooses the next way of looking for what is missing.
    mutating func look() {
        stage = nextStage()
    }

    private mutating func nextStage() -> ReadingStage {
        if memory.filter == .untried, let probe = FilterProbe(page: seen.first) { return .probe(probe) }
        let isMissing = limits.chasesMissing && (unaccounted ?? 0) > 0
        guard !awaited.isEmpty || isMissing || (!reachedLook && !isExact) else { return .done }
        if let window = filterWindow {
            seen.isFilterAsked = true
            aside = Stretch()
            return .filtered(window, token: nil)
        }
        if pages < allowance, let target = mostUrgent {
            if seen.isDownPromising, let token = seen.downToken { return .down(token) }
            aside = Stretch()
            if memory.tokens == .taskID { return .jump(entry(to: target).id) }
            if memory.filter == .byCreation, target.created > 0 {
                // A bound may itself be outside of what the filter selects.
                return .filtered(target.created - 1_000...target.created + 1_000, token: nil)
            }
        }
        if let token = seen.downToken, !memory.order.descending.isEmpty, seen.downPages < deepening {
            return .down(token)
        }
        return .done
    }

    /// How many pages to read down from the first, where nothing leads to the missing rows directly.
    private var deepening: Int {
        guard awaited.isEmpty || memory.tokens != .taskID else { return 0 }
        return min(budget.depth(atPoll: memory.polls, newRows: seen.newRowsAtEnd), limits.pages)
    }

    /// How many calls this poll may make before it stops looking for awaited tasks. Rows that the looking itself finds
    /// do not add to it, so that it ends.
    private var allowance: Int { budget.pages(newRows: seen.newRowsAtEnd) }

    /// The awaited task whose promise is nearest to being broken.
    private var mostUrgent: AwaitedTask? {
        due.map { ($0, $0.urgency(at: seen.started, pollInterval: limits.pollInterval)) }
            .max { ($0.1, $0.0.created, $0.0.id) < ($1.1, $1.0.created, $1.0.id) }?.0
    }

    /// Where to enter the listing to read about an awaited task: at the first of those that stand right before it.
    private func entry(to target: AwaitedTask) -> AwaitedTask {
        if memory.order.candidates.contains(.createdDescending) {
            let before = target.created...target.created + seen.span
            return due.filter { before.contains($0.created) }.max { $0.created < $1.created } ?? target
        }
        guard memory.order.candidates.contains(.createdAscending) else { return target }
        let before = target.created - seen.span...target.created
        return due.filter { before.contains($0.created) }.min { $0.created < $1.created } ?? target
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
        memory.refusedJumps = 0
        miss(id)
        takeOnward(page)
    }

    mutating func takeOnward(_ page: ReadPage) {
        learn(from: page, following: aside)
        aside.take(page)
        if let token = aside.next, pages < allowance, promisesMore(behind: page) {
            stage = .onward(token)
        } else {
            look()
        }
    }

    /// Whether, in an order by creation, an awaited task is likely to stand on the page behind this one: reading on
    /// shows all of the tasks there, while entering at one of them would pass over those before it.
    func promisesMore(behind page: ReadPage) -> Bool {
        guard let last = page.rows.last(where: { $0.created != nil })?.created else { return false }
        let likely: ClosedRange<Int64>
        if memory.order.candidates.contains(.createdDescending) {
            likely = last - seen.span...last
        } else if memory.order.candidates.contains(.createdAscending) {
            likely = last...last + seen.span
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
