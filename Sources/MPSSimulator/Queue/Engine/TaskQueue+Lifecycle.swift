extension TaskQueue {
    /// A new task, with what chance decides about it.
    mutating func submit(at time: Int64) {
        let number = records.endIndex
        let draw = lottery.draw(number)
        append(TaskRecord(created: Self.second(of: time), type: UInt8(draw.type), traits: draw.traits))
        if draw.traits.contains(.neverStarted) {
            let patience = clock.microseconds(ofLifeSeconds: draw.patienceSeconds)
            events.insert(.init(time: time + patience, number: UInt32(number), kind: .finish))
        } else {
            hand(number, type: draw.type, traits: draw.traits, at: time)
        }
    }

    /// Begins a task that needs no worker, and lets others wait for one.
    mutating func hand(_ number: Int, type: Int, traits: TaskTraits, at time: Int64) {
        guard needsWorker(type: type, traits: traits) else { return begin(number, at: time) }
        line.append(number, type: type)
        startWaiting(at: time)
    }

    /// Gives free workers the tasks that have waited longest.
    mutating func startWaiting(at time: Int64) {
        while busyWorkers < configuration.workers, let number = line.popFirst() {
            busyWorkers += 1
            begin(number, at: time)
        }
    }

    mutating func settleNextEvent() {
        guard let event = events.removeFirst() else { return }
        switch event.kind {
        case .begin: markBegun(Int(event.number), at: event.time)
        case .finish: finish(Int(event.number), at: event.time)
        }
    }

    mutating func append(_ record: TaskRecord) {
        let number = records.endIndex
        records.append(record)
        enterListings(number, record)
    }

    func needsWorker(type: Int, traits: TaskTraits) -> Bool {
        configuration.types[type].needsWorker && traits.isDisjoint(with: [.instant, .overWindow])
    }

    /// Microseconds on the wall clock from begin to finish.
    private func serviceMicroseconds(of number: Int) -> Int64 {
        if let given = givenServiceTimes[number] { return given }
        let draw = lottery.draw(number)
        let traits = record(number)?.traits ?? draw.traits
        if traits.contains(.overWindow) { return Int64(draw.overWindowSeconds * 1_000_000) }
        if traits.contains(.instant) { return Int64(draw.instantSeconds * 1_000_000) }
        return clock.microseconds(ofLifeSeconds: draw.serviceSeconds)
    }

    private mutating func begin(_ number: Int, at time: Int64) {
        markBegun(number, at: time)
        let service = serviceMicroseconds(of: number)
        givenServiceTimes[number] = nil
        events.insert(.init(time: time + service, number: UInt32(number), kind: .finish))
    }

    mutating func markBegun(_ number: Int, at time: Int64) {
        guard var record = record(number) else { return }
        leaveListings(number, record)
        record.begun = Self.second(of: time)
        record.phase = .processing
        if let place = beginLog?.endIndex {
            record.beginPlace = UInt32(place)
            beginLog?.append(UInt32(number))
        }
        if isListed(record, at: record.begun) {
            record.traits.insert(.startShown)
            enterListings(number, record)
        }
        store(record, for: number)
    }

    private mutating func finish(_ number: Int, at time: Int64) {
        guard var record = record(number) else { return }
        leaveListings(number, record)
        // Tasks of the history had workers of their own.
        let freesWorker =
            record.phase == .processing && time >= clock.start
            && needsWorker(type: Int(record.type), traits: record.traits)
        record.finished = Self.second(of: time)
        record.phase = .finished
        if let place = finishLog?.endIndex {
            record.finishPlace = UInt32(place)
            finishLog?.append(UInt32(number))
        }
        if isListed(record, at: record.finished) {
            record.traits.insert(.finishShown)
            enterListings(number, record)
        }
        store(record, for: number)
        if freesWorker {
            busyWorkers -= 1
            startWaiting(at: time)
        }
    }

    private func isListed(_ record: TaskRecord, at second: UInt32) -> Bool {
        configuration.window == .byFinish || Int(record.created) + VisibilityWindow.seconds > Int(second)
    }

    mutating func enterListings(_ number: Int, _ record: TaskRecord) {
        listing.insert(number, record)
        if record.hasTime(for: configuration.timeFilter.meaning) { filterIndex?.insert(number, record) }
    }

    mutating func leaveListings(_ number: Int, _ record: TaskRecord) {
        listing.remove(number, record)
        filterIndex?.remove(number, record)
    }
}

extension TaskRecord {
    /// Whether it has the time that a filter of this meaning compares.
    fileprivate func hasTime(for meaning: TimeFilter.Meaning) -> Bool {
        switch meaning {
        case .ignored: false
        case .byCreate: traits.isDisjoint(with: [.createTimeUnset, .createTimeUnparsable])
        case .byBegin: begun != 0
        case .byFinish: finished != 0 && traits.isDisjoint(with: [.finishTimeMissing, .finishTimeUnparsable])
        }
    }
}
