/// The end of the listing at which new rows appear, read to where every believed order says that all is known.
extension FinishReader {
    mutating func takeDown(_ page: ReadPage) {
        learn(from: page, following: stretch)
        stretch.take(page)
        if case .first = stage { takeFirst(page) }
        seen.downPages += 1
        seen.downToken = stretch.next
        seen.isDownPromising = promisesMore(behind: page)
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
        if limits.chasesMissing, awaited.isEmpty, let missing = unaccounted, missing > 0 {
            budget = ReadingBudget(missing: missing, depth: seen.totalCount ?? 0, pageSize: limits.pageSize)
        }
    }

    private func isBelowLook(_ page: ReadPage) -> Bool {
        guard memory.order.isSettled else { return false }
        // Rows that came late among those of the last poll show as long as they are mixed with them.
        let tolerance = page.rows.allSatisfy(\.wasHeld) ? 0 : limits.tolerance
        return memory.order.descending.allSatisfy { order in
            let look = order == .createdDescending ? memory.createdLook : memory.finishedLook
            guard let look, let last = page.rows.last(where: { order.key(of: $0) != nil }).flatMap(order.key) else {
                return false
            }
            return last < look - tolerance
        }
    }

    private mutating func readTail() {
        if isExact && awaited.isEmpty {
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
        let known = seen.started - limits.tolerance
        if let first = page.rows.first, memory.order.ascending.allSatisfy({ ($0.key(of: first) ?? .max) < known }) {
            memory.tail = token
        }
        if let next = stretch.next, seen.tailPages < limits.pages {
            stage = .tail(next)
        } else {
            finishNewEnd(reached: stretch.next == nil && !stretch.isBroken && !memory.order.ascending.isEmpty)
        }
    }

    mutating func finishNewEnd(reached: Bool) {
        reachedLook = reached
        seen.isNewEndRead = true
        seen.newRowsAtEnd = newRows
        look()
    }
}
