/// Decides, page by page, how one poll reads a listing of finished tasks: correct in any order, cheap in the usual ones.
///
/// Every poll reads the first page, for TotalCount and because new rows are likely there. It goes on to where every
/// believed order says that all is known, then looks for the awaited tasks, by time filter, by entering the listing at
/// them or by reading to growing depths at growing intervals, within a budget. What is missing after that is left to
/// later polls or to a sweep.
package struct FinishReader: Sendable {
    /// What the reading has learned; to be kept for the next poll.
    package internal(set) var memory: ListingMemory
    /// Tasks still awaited.
    package internal(set) var awaited: [String: AwaitedTask]
    /// Rows that the ledger did not hold before.
    package private(set) var newRows = 0
    /// Calls that were answered.
    package private(set) var pages = 0
    /// Whether everything that entered the listing before this poll is known now.
    package internal(set) var reachedLook = false

    let limits: ReadingLimits
    var budget: ReadingBudget
    var stage = ReadingStage.first
    /// The pages read at the new end.
    var stretch = Stretch()
    /// The pages read in a row elsewhere.
    var aside = Stretch()
    var seen: ReadingSights

    /// A reading that starts from `memory` and looks for `awaited`.
    ///
    /// - Parameters:
    ///   - depth: how many rows of the listing are newer than the oldest awaited task.
    ///   - moment: the API's time at the start, in milliseconds since 1970.
    package init(
        memory: ListingMemory, awaited: [AwaitedTask], depth: Int, moment: Int64, limits: ReadingLimits
    ) {
        self.memory = memory
        self.memory.polls += 1
        self.memory.reconsiderFilter(at: moment)
        self.awaited = Dictionary(awaited.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.limits = limits
        let newlyMissing = awaited.count { $0.missedAt >= moment }
        budget = ReadingBudget(
            missing: awaited.count, newlyMissing: newlyMissing, depth: depth, pageSize: limits.pageSize)
        seen = ReadingSights(started: moment)
    }

    /// The next call; nil when the reading is done.
    package func next() -> PageQuery? {
        switch stage {
        case .first: PageQuery()
        case .down(let token), .tail(let token), .onward(let token): PageQuery(token: token)
        case .jump(let id): PageQuery(token: id)
        case .filtered(let window, let token): PageQuery(token: token, window: window)
        case .probe(let probe): PageQuery(window: probe.window)
        case .done: nil
        }
    }

    /// Takes in the answer to `next()`.
    ///
    /// - Parameter held: how many rows of the listing the ledger holds, as bounds, counted after this page; nil if that
    ///   is not known.
    /// - Parameter likelyHeld: the same, as far as learning and not certainty tells it.
    package mutating func take(_ page: ReadPage, held: ClosedRange<Int>?, likelyHeld: Int? = nil) {
        pages += 1
        newRows += page.rows.count { !$0.wasHeld }
        let before = awaited.count
        for row in page.rows { awaited[row.id] = nil }
        seen.foundOnPage = before - awaited.count
        // Only the first page's TotalCount is that of the listing; a later one counts what follows.
        if case .first = stage { seen.begin(page, held: held) }
        seen.held = held ?? seen.held
        seen.likelyHeld = likelyHeld
        seen.noteSpan(of: page, fullAt: limits.pageSize)
        switch stage {
        case .first, .down: takeDown(page)
        case .tail(let token): takeTail(page, from: token)
        case .jump(let id): takeJump(page, at: id)
        case .onward: takeOnward(page)
        case .filtered(let window, _): takeFiltered(page, window: window)
        case .probe(let probe): takeProbe(page, probe)
        case .done: break
        }
    }

    /// When the oldest task of the listing was created, if `page`, which answers `next()`, or the first page of this poll
    /// shows that: a listing by creation, oldest first, begins with it. In milliseconds since 1970.
    package mutating func oldestListed(with page: ReadPage) -> Int64? {
        if case .first = stage, memory.order.isSettled, memory.order.descending.isEmpty,
            memory.order.candidates.contains(.createdAscending), !memory.order.isBlurred(.createdAscending)
        {
            seen.oldest = page.rows.first?.created
        }
        return seen.oldest
    }

    /// Takes in that there is no time for further calls.
    package mutating func leaveRest() {
        if seen.isNewEndRead {
            seen.leavesDeepLook = reachedLook && !reachedDeepLook
        } else {
            seen.isNewEndRead = true
            seen.newRowsAtEnd = newRows
        }
        stage = .done
    }

    /// Takes in that the call failed for good.
    ///
    /// - Parameters:
    ///   - isRefusal: whether the API did not accept the parameters, rather than being out of reach.
    ///   - mayLast: whether it may answer this call like that for good, although it answers others.
    /// - Returns: whether the reading goes on without that call.
    package mutating func fail(isRefusal: Bool, mayLast: Bool = false) -> Bool {
        let isRefusal = isRefusal || (mayLast && failsForGood())
        switch stage {
        case .probe where isRefusal, .filtered where isRefusal:
            memory.filter = .refused
            look()
        case .jump(let id) where isRefusal:
            memory.noteRefusal(of: id)
            miss(id)
            look()
        case .down where isRefusal && seen.isNewEndRead:
            seen.downToken = nil
            look()
        case .onward where isRefusal:
            look()
        case .tail where isRefusal:
            memory.tail = nil
            memory.laterTail = nil
            finishNewEnd(reached: false)
        default:
            if mayLast, case .jump(let id) = stage { miss(id) }
            stage = .done
            return false
        }
        return true
    }

    /// Whether a call that failed is to be done without from now on, as if it had been refused, so that no call that is
    /// not needed keeps FINISH from being read for days: a jump to a task that was looked for in vain before, and any other
    /// when it ends the third reading in a row.
    private mutating func failsForGood() -> Bool {
        switch stage {
        case .first, .done: return false
        case .down where !seen.isNewEndRead: return false
        case .jump(let id): return awaited[id]?.fruitlessJumps ?? 0 > 0
        case .down, .tail, .onward, .filtered, .probe: break
        }
        let failed = (memory.failedAside ?? 0) + 1
        memory.failedAside = failed
        return failed > 2
    }

    /// Whether that is so below the look as well, as far as `ReadingLimits.deepLook` asks for it.
    package var reachedDeepLook: Bool {
        guard reachedLook, limits.deepLook != nil else { return reachedLook }
        return isExact || seen.isDeepLookReached
    }

    /// Whether the new end is behind it, and it looks for what stands elsewhere.
    package var hasReadNewEnd: Bool { seen.isNewEndRead }

    /// The API's time of the first page, which TotalCount is of, in milliseconds since 1970.
    package var firstMoment: Int64? { seen.first?.moment }

    /// Whether the deep look is left to a sweep: no poll can come to it.
    package var leavesDeepLook: Bool { seen.leavesDeepLook }

    /// Rows of the listing that the ledger cannot account for; nil without a TotalCount to compare with.
    package var unaccounted: Int? {
        guard let total = seen.totalCount, let held = seen.held else { return nil }
        if held.contains(total) { return 0 }
        return total > held.upperBound ? total - held.upperBound : total - held.lowerBound
    }

    /// Whether the sum adds up to the last row: nothing can be missing.
    var isExact: Bool {
        if let likelyHeld = seen.likelyHeld, likelyHeld == seen.totalCount { return true }
        guard let held = seen.held else { return false }
        return held.lowerBound == held.upperBound && unaccounted == 0
    }

    /// The first page's TotalCount and its moment, if this reading found nothing new, missed nothing and read all that
    /// could be new.
    package var sumAtRest: (totalCount: Int, moment: Int64)? {
        guard newRows == 0, awaited.isEmpty, reachedLook, let first = seen.first else { return nil }
        return first.totalCount.map { ($0, first.moment) }
    }

    /// Draws from a page what it tells of order and tokens, by itself and behind those before it.
    mutating func learn(from page: ReadPage, following before: Stretch) {
        memory.order.observe(page.rows, after: before.passed)
        if let token = before.next, let first = page.rows.first {
            memory.tokens = memory.tokens.learned(token: token, first: first)
        }
    }
}
