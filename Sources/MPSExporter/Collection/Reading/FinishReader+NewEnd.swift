/// The end of the listing at which new rows appear, read to where every believed order says that all is known.
extension FinishReader {
    mutating func takeDown(_ page: ReadPage) {
        learn(from: page, following: stretch)
        stretch.take(page)
        if case .first = stage { takeFirst(page) }
        seen.downPages += 1
        seen.downToken = stretch.next
        seen.isDownPromising = promisesMore(behind: page)
        seen.isDownDense = promisesMany(behind: page)
        if stretch.next == nil && !stretch.isBroken || isBelowDeepLook(page) {
            seen.isDeepLookReached = true
        }
        guard !seen.isNewEndRead else { return look() }
        if stretch.next == nil {
            finishNewEnd(reached: !stretch.isBroken)
        } else if limits.trustsTotalCount && isExact && awaited.isEmpty {
            finishNewEnd(reached: true)
        } else if memory.order.descending.isEmpty {
            readTail()
        } else if isBelowLook(page) {
            finishNewEnd(reached: true)
        } else if let token = stretch.next, seen.downPages < limits.pages {
            stage = .down(token)
        } else {
            finishNewEnd(reached: false)
        }
    }

    private mutating func takeFirst(_ page: ReadPage) {
        seen.first = page
        // With nothing awaited, missing rows may stand anywhere.
        let missing = awaited.isEmpty ? missingToChase : 0
        if missing > 0 || limits.deepLook != nil {
            let depth = seen.totalCount ?? limits.pages * limits.pageSize
            budget = ReadingBudget(
                missing: missing, newlyMissing: missing, depth: depth, pageSize: limits.pageSize)
        }
    }

    /// The moment of creation before which a poll need not read: the deep look, where growing depths are not to be had.
    var lookByCreation: Int64? { memory.order.descending.isEmpty ? deepLook : memory.createdLook }

    private var deepLook: Int64? {
        memory.createdLook.map { min($0, limits.deepLook ?? $0) }
    }

    /// Whether all below a page is known. What came late among the rows of the last poll may stand below the look by as
    /// much as the API's clocks are apart. Where that is many rows, which come in a strict order and are known as far as
    /// this page shows, it is read no deeper than the budget allows.
    private func isBelowLook(_ page: ReadPage) -> Bool {
        let isKnown = page.rows.allSatisfy(\.wasHeld)
        let isSpent = pages >= budget.pages(newRows: newRows, saved: min(memory.savedCalls ?? 0, 0))
        return isBelow(page, created: lookByCreation) { order in
            isKnown && isSpent ? slack(of: order) : limits.tolerance
        }
    }

    /// Whether nothing that is asked for by the deep look stands below a page.
    private func isBelowDeepLook(_ page: ReadPage) -> Bool {
        let isKnown = page.rows.allSatisfy(\.wasHeld)
        return isBelow(page, created: deepLook) { isKnown ? slack(of: $0) : limits.tolerance }
    }

    private func isBelow(_ page: ReadPage, created: Int64?, by margin: (ListingOrder) -> Int64) -> Bool {
        page.isBelow(created: created, finished: memory.finishedLook, in: memory.order, by: margin)
    }

    /// How far behind a row there may be others that should stand before it.
    private func slack(of order: ListingOrder) -> Int64 { memory.order.isBlurred(order) ? limits.tolerance : 0 }

    /// Whether there is a way to the new end, so that what the sum says of it can be proven.
    private var canProveSum: Bool {
        !memory.order.ascending.isEmpty && (memory.tail != nil || [.byFinish, .byCreation].contains(memory.filter))
    }

    /// Whether the new end is read although the sum says that nothing is new. A TotalCount that the API caps says so for
    /// ever where the ledger happens to hold just as many.
    private var isSumToBeProven: Bool {
        canProveSum && seen.started - (memory.finishedLook ?? seen.started) >= limits.longestTrust
    }

    private mutating func readTail() {
        if isExact && awaited.isEmpty && !isSumToBeProven {
            seen.restsOnSum = canProveSum
            moveTailOn()
            finishNewEnd(reached: true)
        } else if let tail = memory.tail, !memory.order.ascending.isEmpty {
            stretch = Stretch(from: tail)
            stage = .tail(tail)
        } else {
            finishNewEnd(reached: false)
        }
    }

    mutating func takeTail(_ page: ReadPage, from token: String) {
        learn(from: page, following: stretch)
        stretch.take(page)
        seen.tailPages += 1
        seen.tailRows = Array((seen.tailRows + page.rows).suffix(limits.pageSize))
        if let first = page.rows.first {
            // By finish what is new comes last anyway, however long ago it was created.
            if seen.tailPages == 1, memory.order.ascending.contains(.createdAscending), let deep = limits.deepLook {
                seen.tailCoversDeepLook = first.created ?? .max < deep - slack(of: .createdAscending)
            }
            memory.laterTail = TailEntry(token: token, time: max(first.created ?? 0, first.finished ?? 0))
            if isEntry(first) { memory.tail = token }
        }
        if let next = stretch.next, seen.tailPages < limits.pages {
            stage = .tail(next)
        } else {
            if stretch.next == nil && !stretch.isBroken { moveTailBack() }
            let isAtEnd = stretch.next == nil && !stretch.isBroken
            if isAtEnd, seen.tailCoversDeepLook || memory.order.ascending == [.finishedAscending] {
                seen.isDeepLookReached = true
            }
            finishNewEnd(reached: isAtEnd && !memory.order.ascending.isEmpty)
        }
    }

    /// Where the sum says that all is known, rows that were too new to enter at when they were read may be old enough.
    private mutating func moveTailOn() {
        guard memory.order.ascending == [.finishedAscending], let later = memory.laterTail,
            later.time < seen.started - limits.tolerance
        else { return }
        memory.tail = later.token
    }

    /// Whether nothing that is still unknown can stand before a row.
    private func isEntry(_ row: ReadRow) -> Bool {
        memory.order.ascending.allSatisfy { order in
            // A task that was created while WAITING and PROCESSING were read may have been in neither.
            let look = order == .createdAscending ? min(limits.createdLook ?? seen.started, seen.started) : seen.started
            return order.key(of: row) ?? .max < look - limits.tolerance
        }
    }

    /// In an order by creation awaited tasks turn up among the youngest rows, so as many of these are read again as fill
    /// a page with those that will be new, if there come as many as this time.
    private mutating func moveTailBack() {
        guard memory.tokens == .taskID, memory.order.candidates.contains(.createdAscending) else { return }
        let new = seen.tailRows.count { !$0.wasHeld }
        let again = max(limits.pageSize / 10, limits.pageSize * 9 / 10 - new)
        if let entry = seen.tailRows.suffix(again).first, isEntry(entry) { memory.tail = entry.id }
    }

    mutating func finishNewEnd(reached: Bool) {
        reachedLook = reached
        seen.isNewEndRead = true
        seen.newRowsAtEnd = newRows
        look()
    }
}
