extension TaskQueue {
    /// Changes how many tasks are processed at the same time. Tasks in work are finished whatever the number.
    package mutating func setWorkers(_ count: Int) {
        configuration.workers = max(0, count)
        startWaiting(at: now)
    }

    /// Changes the mean arrivals, in tasks a second of the queue's life, 0 to 1,000,000.
    package mutating func setArrivalRate(_ rate: Double) {
        configuration.arrivalRate = rate > 0 ? min(rate, 1_000_000) : 0
        arrivals.change(rate: configuration.arrivalRate, at: now)
    }

    /// Changes how many tasks come at once, and how often.
    package mutating func setBursts(_ bursts: Bursts) {
        configuration.bursts = bursts
        self.bursts.change(rate: bursts.perDay / 86_400, at: now)
    }

    /// Holds up the tasks of the named types that wait for a worker, and of no others.
    package mutating func setStoppedTypes(_ names: Set<String>) {
        line.stop(Set(configuration.types.indices.filter { names.contains(configuration.types[$0].name) }))
        startWaiting(at: now)
    }

    /// Submits tasks of one type at this moment, free of oddities.
    ///
    /// `serviceSeconds` is the time each is processed, in seconds of the wall clock; nil lets chance decide. An unknown type
    /// submits nothing. Returns how many were submitted.
    @discardableResult
    package mutating func submit(
        _ count: Int, ofType type: String, serviceSeconds: Double? = nil, failed: Bool = false
    ) -> Int {
        guard count > 0, let index = configuration.types.firstIndex(where: { $0.name == type }) else { return 0 }
        for _ in 0..<count {
            let number = records.endIndex
            let traits: TaskTraits = failed ? .failed : []
            append(TaskRecord(created: Self.second(of: now), type: UInt8(index), traits: traits))
            givenServiceTimes[number] = serviceSeconds.map(LifeClock.microseconds(ofSeconds:))
            hand(number, type: index, traits: traits, at: now)
        }
        return count
    }
}
