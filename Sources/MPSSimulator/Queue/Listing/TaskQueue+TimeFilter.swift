extension TaskQueue {
    /// The places between the ends of a query's time filter, on the axis of the time that it compares.
    ///
    /// Tasks are compared by the queue's own times, whole seconds, which may differ from an odd one that a row shows.
    func filteredRange(_ query: ListingQuery, on axis: ListingAxis) -> Range<Int> {
        let filter = configuration.timeFilter
        let low = query.start.map { firstPlace(on: axis, at: $0, orAfter: !filter.includesStart) } ?? 0
        let high = query.end.map { firstPlace(on: axis, at: $0, orAfter: filter.includesEnd) } ?? .max >> 20
        return low..<max(low, high)
    }

    /// The first place whose time is not before a moment in milliseconds or, if `orAfter`, is after it.
    private func firstPlace(on axis: ListingAxis, at moment: Int64, orAfter: Bool) -> Int {
        func isBefore(_ second: UInt32) -> Bool {
            let time = Int64(second) * 1000
            return time < moment || (orAfter && time == moment)
        }
        switch axis {
        case .creation, .shuffled:
            // Stragglers are few and older than all records.
            let older = stragglers.filter { !isBefore($0.value.created) }.keys.min()
            return older ?? records.partitionIndex { isBefore($0.created) }
        case .begin:
            return beginLog?.partitionIndex { isBefore(record(Int($0))?.begun ?? 0) } ?? 0
        case .finish:
            return finishLog?.partitionIndex { isBefore(record(Int($0))?.finished ?? 0) } ?? 0
        }
    }
}
