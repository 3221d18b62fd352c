/// The last hour of an account's queue, as its polls saw it: at most one point for each minute, so bounded in memory
/// whatever the interval of the polls.
package struct QueueHistory: Sendable, Equatable {
    /// What one poll saw; nil where it failed.
    package struct Point: Sendable, Equatable {
        /// When the poll ended, in milliseconds since 1970.
        package var moment: Int64
        /// TotalCount of WAITING.
        package var waiting: Int?
        /// TotalCount of PROCESSING.
        package var processing: Int?
        /// Tasks submitted and finished since the epoch.
        package var counted: QueueSample.Counted?
        /// When they were: before `moment` if a later poll of the same minute failed.
        package var countedMoment: Int64
        /// Waits counted since the last point that has `counted`.
        package var waits = WaitCounts()
    }

    /// How far back the history reaches, in milliseconds.
    package static let length: Int64 = 3_600_000
    private static let slot: Int64 = 60_000

    /// By ascending time. The first ones may be older than an hour: what came after them is known from there.
    package private(set) var points: [Point] = []
    private var waits: WaitCounts?

    /// Nothing was polled yet.
    package init() {}

    /// Takes in what an account shows; only the end of a poll makes a point. What was counted before the first poll of
    /// this run, or while the exporter was away, belongs to no hour and is left out, by a sweep too.
    package mutating func take(_ snapshot: AccountSnapshot) {
        // A sweep shows something with every page; only the end of a poll is worth the sums.
        guard let ended = snapshot.lastPollEnded, ended != points.last?.moment, let sample = QueueSample(snapshot)
        else { return }
        take(sample)
    }

    /// Takes in what a poll saw, unless that is known already. Of points later than that, from before a clock was set back,
    /// nothing can be said any more.
    package mutating func take(_ sample: QueueSample) {
        guard sample.moment != points.last?.moment else { return }
        if let end = points.firstIndex(where: { $0.moment >= sample.moment }) { points.removeSubrange(end...) }
        var point = Point(
            moment: sample.moment, waiting: sample.waiting, processing: sample.processing, counted: sample.counted,
            countedMoment: sample.moment)
        if let counted = sample.waits {
            if let waits { point.waits = counted.since(waits) }
            waits = counted
        }
        append(point)
    }

    private mutating func append(_ point: Point) {
        var point = point
        if let last = points.last, last.moment / Self.slot == point.moment / Self.slot, !isOnlyCounted(last) {
            point.waits += last.waits
            if point.counted == nil { (point.counted, point.countedMoment) = (last.counted, last.countedMoment) }
            points.removeLast()
        }
        points.append(point)
        forget(until: point.moment - Self.length)
    }

    /// Whether the newest point is what all later ones are measured from, so that it has to stay as it is.
    private func isOnlyCounted(_ last: Point) -> Bool {
        last.counted != nil && points.dropLast().allSatisfy { $0.counted == nil }
    }

    /// Drops what is older than an hour, but for the last of it, and for the last two counted points: however rare
    /// polls are, or how long they failed, something is known between these.
    private mutating func forget(until oldest: Int64) {
        let old = points.prefix { $0.moment <= oldest }
        guard old.count > 1 else { return }
        let counted = points.indices.filter { points[$0].counted != nil }.suffix(2)
        points = points.indices.filter { $0 >= old.endIndex - 1 || counted.contains($0) }.map { points[$0] }
    }

    /// Tasks a minute over `span` milliseconds, or what is known of them; nil before two polls have succeeded, or if the
    /// last one that did ended before `limit`.
    package func rates(over span: Int64, since limit: Int64 = .min) -> QueueRates? {
        guard let window = window(over: span, since: limit), let first = window.first, let last = window.last,
            let old = first.counted, let new = last.counted
        else { return nil }
        return QueueRates(
            from: old, to: new, milliseconds: last.countedMoment - first.countedMoment, end: last.countedMoment)
    }

    /// The waits that were counted over `span` milliseconds, or in what is known of them; nil as `rates`.
    package func waits(over span: Int64, since limit: Int64 = .min) -> QueueWaits? {
        guard let window = window(over: span, since: limit), let first = window.first, let last = window.last
        else { return nil }
        return QueueWaits(
            counts: window.dropFirst().reduce(into: WaitCounts()) { $0 += $1.waits },
            milliseconds: last.countedMoment - first.countedMoment, end: last.countedMoment)
    }

    /// The points from the oldest counted one that is no older than `span` before the newest counted one, to that.
    /// Where polls are rarer than that, from the counted one before the newest.
    private func window(over span: Int64, since limit: Int64) -> ArraySlice<Point>? {
        let counted = points.indices.filter { points[$0].counted != nil }
        guard counted.count > 1, let newest = counted.last, points[newest].countedMoment >= limit else { return nil }
        let start = points[newest].countedMoment - span
        let oldest = counted.first { points[$0].countedMoment >= start } ?? newest
        return points[min(oldest, counted[counted.count - 2])...newest]
    }
}
