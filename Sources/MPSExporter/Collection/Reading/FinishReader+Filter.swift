/// Windows of time: found out about by trying, used as far as the answers bear it out.
extension FinishReader {
    /// A window that must hold everything new, if the filter's effect is known and it has not been asked for yet.
    var filterWindow: ClosedRange<Int64>? {
        guard !seen.isFilterAsked else { return nil }
        let end = seen.started + limits.tolerance
        switch memory.filter {
        case .byFinish: return memory.finishedLook.map { min($0 - limits.tolerance, end)...end }
        case .byCreation where !reachedLook || asksForDeepLook:
            return lookByCreation.map { min($0 - limits.tolerance, end)...end }
        default: return nil
        }
    }

    /// Whether what may be new below the look can be asked for, where reading on does not come to it.
    private var asksForDeepLook: Bool {
        memory.order.descending.isEmpty && !reachedDeepLook && memory.leavesDeepLook != true
    }

    mutating func takeFiltered(_ page: ReadPage, window: ClosedRange<Int64>) {
        guard page.rows.allSatisfy({ memory.filter.allows($0, in: window) }) else {
            memory.filter = .useless
            return look()
        }
        memory.order.observe(page.rows, after: aside.passed)
        aside.take(page)
        seen.filteredPages += 1
        if let token = aside.next, seen.filteredPages < limits.pages {
            stage = .filtered(window, token: token)
            return
        }
        if aside.next == nil && !aside.isBroken && window.upperBound >= seen.started {
            reachedLook = true
            // A window of finishes begins where finished tasks were looked for last, not where these were found.
            if memory.filter == .byCreation, let deep = limits.deepLook, window.lowerBound < deep {
                seen.isDeepLookReached = true
            }
        }
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
