extension TaskQueue {
    private static let everywhere = 0..<(1 << 40)

    /// One page of a listing as it stands now.
    ///
    /// A token goes on from where its task stands in the order, whether or not the task is still listed. Throws for a
    /// token that this queue did not give, or whose task it has forgotten.
    package func page(for query: ListingQuery) throws(ListingError) -> ListingPage {
        let start = try place(of: query.token, in: query.phase)
        let failed = configuration.outcomeFilter.value(for: query.failed)
        let listed = Selection(listing, phase: query.phase, failed: failed)
        let count = max(1, query.limit) + 1
        var places: [Int]
        let total: Int
        if let axis = configuration.timeFilter.axis, query.start != nil || query.end != nil {
            let range = filteredRange(query, on: axis)
            let filtered = Selection(filterIndex ?? listing, phase: query.phase, failed: failed)
            total = range.isEmpty ? 0 : filtered.count(in: range)
            let search = FilteredSearch(listed: listed, filtered: filtered, range: range, total: total)
            places = self.places(search, from: start, phase: query.phase, axis: axis, limit: count)
        } else {
            total = listed.count
            places = listed.places(from: start, in: Self.everywhere, ascending: isAscending, limit: count)
        }
        let next = places.count == count ? places.popLast() : nil
        let rows = places.compactMap { place in
            number(at: place, in: query.phase).flatMap { number in record(number).map { row(number, $0) } }
        }
        return ListingPage(totalCount: total, rows: rows, nextToken: token(for: next, in: query.phase))
    }

    private var isAscending: Bool { configuration.order.isAscending }

    /// What a time filter selects, and where to find it.
    private struct FilteredSearch {
        let listed: Selection
        let filtered: Selection
        /// The selected places, on the axis of the filter.
        let range: Range<Int>
        let total: Int
    }

    /// The first `limit` selected places in the order of the listing. Where the filter's axis is another one, either the
    /// listing is read and tested or what the filter selects is gathered and sorted, whichever is less work.
    private func places(
        _ search: FilteredSearch, from start: Int?, phase: TaskPhase, axis: ListingAxis, limit: Int
    ) -> [Int] {
        if listing.axis(of: phase) == axis {
            return search.filtered.places(from: start, in: search.range, ascending: isAscending, limit: limit)
        }
        let isRare = search.total < 1000 || search.total * search.total / limit < search.listed.count
        let found = isRare ? nil : scan(search, from: start, phase: phase, limit: limit)
        return found ?? gather(search, from: start, phase: phase, limit: limit)
    }

    /// Reads the listing and tests each task; nil if that turns out to be more work than gathering.
    private func scan(_ search: FilteredSearch, from start: Int?, phase: TaskPhase, limit: Int) -> [Int]? {
        var places: [Int] = []
        var place = start ?? (isAscending ? 0 : Self.everywhere.upperBound)
        var budget = search.total
        while places.count < limit, let found = search.listed.next(from: place, ascending: isAscending) {
            budget -= 1
            guard budget > 0 else { return nil }
            if let number = number(at: found, in: phase), let record = record(number),
                let filterPlace = filterIndex?.place(of: number, record, in: phase),
                search.range.contains(filterPlace), search.filtered.contains(filterPlace)
            {
                places.append(found)
            }
            place = isAscending ? found + 1 : found - 1
        }
        return places
    }

    /// Looks at all that the filter selects and keeps the first ones in the order of the listing.
    private func gather(_ search: FilteredSearch, from start: Int?, phase: TaskPhase, limit: Int) -> [Int] {
        var places: [Int] = []
        var cursor = search.range.lowerBound
        while let found = search.filtered.next(from: cursor, ascending: true), found < search.range.upperBound {
            cursor = found + 1
            guard let number = number(at: found, on: filterIndex?.axis(of: phase)), let record = record(number),
                let place = listing.place(of: number, record, in: phase)
            else { continue }
            if let start, isAscending ? place < start : place > start { continue }
            places.append(place)
            if places.count >= 8 * limit { places = first(limit, of: places) }
        }
        return first(limit, of: places)
    }

    private func first(_ limit: Int, of places: [Int]) -> [Int] {
        Array((isAscending ? places.sorted() : places.sorted(by: >)).prefix(limit))
    }

    func number(at place: Int, in phase: TaskPhase) -> Int? {
        number(at: place, on: listing.axis(of: phase))
    }

    private func number(at place: Int, on axis: ListingAxis?) -> Int? {
        switch axis {
        case nil: nil
        case .creation: place
        case .begin: beginLog.map { Int($0[place]) }
        case .finish: finishLog.map { Int($0[place]) }
        case .shuffled: newestNumber(congruentTo: listing.permutation.number(at: place))
        }
    }

    /// The permutation repeats after 2^26 numbers; at most the last so many tasks are listed.
    private func newestNumber(congruentTo remainder: Int) -> Int {
        let newest = records.endIndex - 1
        let mask = SeededPermutation.domain - 1
        return newest - ((newest - remainder) & mask)
    }
}
