extension TaskQueue {
    private static let maxEpochs = 16

    /// What happened from `since` until before `until`, in milliseconds since 1970.
    ///
    /// Looks at every remembered task. Asking without `until` registers `since`: from then on the totals since that moment
    /// are kept up although tasks older than 8 days are forgotten. Up to 16 such moments are registered.
    package mutating func truth(
        since: Int64, until: Int64? = nil, bounds: TruthBounds = .usual, account: String = ""
    ) -> Truth {
        let known = until == nil ? registeredEpoch(since: since, bounds: bounds) : nil
        let span = TruthSpan(since: since, until: until)
        var totals = known?.forgotten ?? TruthTotals(bounds: bounds, typeCount: configuration.types.count)
        for number in stragglers.keys.sorted() {
            if let record = stragglers[number] { totals.add(life(of: number, record), in: span) }
        }
        for number in records.startIndex..<records.endIndex {
            totals.add(life(of: number, records[number]), in: span)
        }
        let names = configuration.types.map(\.name)
        let isForgotten = forgottenUntil.map { $0 >= since } ?? false
        return Truth(
            account: account, now: Double(now / 1000) / 1000, since: Double(since) / 1000,
            until: until.map { Double($0) / 1000 }, exact: known?.isExact ?? !isForgotten, listings: gauges,
            bounds: bounds, types: Dictionary(uniqueKeysWithValues: zip(names, totals.types)), skipped: totals.skipped,
            subTasks: totals.subTasks)
    }

    /// What each listing holds now.
    package var gauges: [String: TruthGauge] {
        var gauges: [String: TruthGauge] = [:]
        for phase in TaskPhase.allCases {
            var gauge = TruthGauge(depth: depth(phase), types: [:], oldest: nil)
            if phase != .finished { addTasks(of: phase, to: &gauge) }
            gauges[phase.status] = gauge
        }
        return gauges
    }

    /// Adds a task that is about to be forgotten to the registered totals.
    mutating func account(forgotten record: TaskRecord, number: Int) {
        let finish = Int64(record.finished) * 1000 + 999
        forgottenUntil = max(forgottenUntil ?? finish, finish)
        guard !epochs.isEmpty else { return }
        let life = life(of: number, record)
        for index in epochs.indices {
            epochs[index].forgotten.add(life, in: TruthSpan(since: epochs[index].since, until: nil))
        }
    }

    private mutating func registeredEpoch(since: Int64, bounds: TruthBounds) -> TruthEpoch? {
        if let known = epochs.first(where: { $0.since == since && $0.forgotten.bounds == bounds }) { return known }
        guard epochs.count < Self.maxEpochs else { return nil }
        let epoch = TruthEpoch(
            since: since, forgotten: TruthTotals(bounds: bounds, typeCount: configuration.types.count),
            isExact: forgottenUntil.map { $0 < since } ?? true)
        epochs.append(epoch)
        return epoch
    }

    private func life(of number: Int, _ record: TaskRecord) -> ShownLife {
        let times = shownTimes(of: number, record)
        let isDone = record.phase == .finished
        return ShownLife(
            type: Int(record.type), subTaskTypes: subTaskTypes(of: number, record),
            failed: record.traits.contains(.failed), created: times.created,
            begun: record.phase == .waiting ? .unset(.zeros) : times.begun,
            finished: isDone ? firstShownFinish(of: number, record) : .unset(.zeros),
            wasStartShown: record.traits.contains(.startShown), wasFinishShown: record.traits.contains(.finishShown))
    }

    private func addTasks(of phase: TaskPhase, to gauge: inout TruthGauge) {
        let listed = Selection(listing, phase: phase, failed: nil)
        var place = 0
        var oldest: Int64?
        while let found = listed.next(from: place, ascending: true) {
            place = found + 1
            guard let number = number(at: found, in: phase), let record = record(number) else { continue }
            gauge.types[configuration.types[Int(record.type)].name, default: 0] += 1
            let times = shownTimes(of: number, record)
            let time = phase == .waiting ? times.created.milliseconds : times.begun.milliseconds
            oldest = [oldest, time].compactMap { $0 }.min()
        }
        gauge.oldest = oldest.map { Double($0) / 1000 }
    }
}
