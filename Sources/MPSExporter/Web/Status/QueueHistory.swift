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
        /// Waits counted since the last point that has `counted`.
        package var waits = WaitCounts()
    }

    /// How far back the history reaches, in milliseconds.
    package static let length: Int64 = 3_600_000
    private static let slot: Int64 = 60_000

    /// By ascending time. The first may be older than an hour: what came after it is known from there.
    package private(set) var points: [Point] = []
    private var waits: WaitCounts?

    /// Nothing was polled yet.
    package init() {}

    /// Takes in what an account shows; only the end of a poll makes a point. What was counted before the first poll of
    /// this run, or while the exporter was away, belongs to no hour and is left out.
    package mutating func take(_ snapshot: AccountSnapshot) {
        // A sweep shows something with every page; only the end of a poll is worth the sums.
        guard snapshot.lastPollEnded ?? .min > points.last?.moment ?? .min, let sample = QueueSample(snapshot)
        else { return }
        take(sample)
    }

    /// Takes in what a poll saw, unless that is known already.
    package mutating func take(_ sample: QueueSample) {
        guard sample.moment > points.last?.moment ?? .min else { return }
        var point = Point(
            moment: sample.moment, waiting: sample.waiting, processing: sample.processing, counted: sample.counted)
        if let counted = sample.waits {
            if let waits { point.waits = counted.since(waits) }
            waits = counted
        }
        append(point)
    }

    private mutating func append(_ point: Point) {
        var point = point
        // The first point stays: it is what the ones after it are measured from.
        if points.count > 1, let last = points.last, last.moment / Self.slot == point.moment / Self.slot {
            point.waits += last.waits
            point.counted = point.counted ?? last.counted
            points.removeLast()
        }
        points.append(point)
        let oldest = point.moment - Self.length
        while points.count > 1, points[1].moment <= oldest { points.removeFirst() }
    }

    /// Tasks a minute between the newest point and the oldest one that is no older than `span` milliseconds before it;
    /// nil before there are two.
    package func rates(over span: Int64) -> QueueRates? {
        let counted = points.compactMap { point in point.counted.map { (moment: point.moment, $0) } }
        guard let newest = counted.last, let oldest = counted.first(where: { $0.moment >= newest.moment - span }),
            oldest.moment < newest.moment
        else { return nil }
        return QueueRates(from: oldest.1, to: newest.1, milliseconds: newest.moment - oldest.moment)
    }

    /// The waits that were counted in the hour before `moment`.
    package func waits(before moment: Int64) -> WaitCounts {
        points.reduce(into: WaitCounts()) { sum, point in
            if point.moment > moment - Self.length { sum += point.waits }
        }
    }
}
