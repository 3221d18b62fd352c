extension TaskQueue {
    /// Takes from the listings what is older than the window, and forgets what is older than `retentionSeconds`.
    mutating func expire() {
        let second = now / 1_000_000
        switch configuration.window {
        case .byCreation: expireByCreation(second - Int64(VisibilityWindow.seconds))
        case .byFinish: expireByFinish(second - Int64(VisibilityWindow.seconds))
        }
        forget(until: second - Int64(Self.retentionSeconds))
    }

    private mutating func expireByCreation(_ limit: Int64) {
        while windowCursor < records.endIndex, let record = record(windowCursor), Int64(record.created) <= limit {
            leaveListings(windowCursor, record)
            windowCursor += 1
        }
    }

    private mutating func expireByFinish(_ limit: Int64) {
        guard let finishLog else { return }
        while windowCursor < finishLog.endIndex {
            let number = Int(finishLog[windowCursor])
            guard let record = record(number), Int64(record.finished) <= limit else { return }
            leaveListings(number, record)
            windowCursor += 1
        }
    }

    private mutating func forget(until limit: Int64) {
        sweepStragglers(until: limit)
        guard let oldest = records.first, Int64(oldest.created) <= limit else { return }
        while let record = records.first, Int64(record.created) <= limit {
            let number = records.startIndex
            records.dropFirst()
            if record.phase == .finished, Int64(record.finished) <= limit {
                account(forgotten: record, number: number)
            } else {
                stragglers[number] = record
            }
        }
        while let number = beginLog?.first, record(Int(number)) == nil { beginLog?.dropFirst() }
        while let number = finishLog?.first, record(Int(number)) == nil { finishLog?.dropFirst() }
    }

    /// Once an hour: stragglers are few, but each look at them is a look at all of them.
    private mutating func sweepStragglers(until limit: Int64) {
        guard now >= nextStragglerSweep else { return }
        nextStragglerSweep = now + 3_600_000_000
        for number in stragglers.keys.sorted() {
            guard let record = stragglers[number], record.phase == .finished, Int64(record.finished) <= limit else {
                continue
            }
            stragglers[number] = nil
            account(forgotten: record, number: number)
        }
    }
}
