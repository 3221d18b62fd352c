/// The last hour of an account in columns of the same length. A depth of null is not known; a row of nulls is a gap
/// without polls.
package struct HistoryColumns: Sendable, Equatable, Encodable {
    /// When each poll ended, in whole seconds since 1970.
    package var timestampSeconds: [Int64] = []
    /// TotalCount of WAITING.
    package var waiting: [Int?] = []
    /// TotalCount of PROCESSING.
    package var processing: [Int?] = []
    /// Means since the row before that has one.
    package var submittedPerMinute: [Double?] = []
    /// The same of finished tasks.
    package var finishedPerMinute: [Double?] = []

    /// The points of a history that lie within the hour before `now`.
    /// - Parameter gap: points that lie further apart have a row of nulls between; in milliseconds.
    package init(_ history: QueueHistory, before now: Int64, gap: Int64) {
        var measured: QueueHistory.Point?
        var previous: Int64?
        for point in history.points {
            let isShown = point.moment > now - QueueHistory.length
            if isShown, let previous, point.moment - previous > gap { append((previous + point.moment) / 2) }
            var rates: QueueRates?
            if let counted = point.counted {
                if let measured, let old = measured.counted {
                    rates = QueueRates(
                        from: old, to: counted, milliseconds: point.countedMoment - measured.countedMoment,
                        end: point.countedMoment)
                }
                measured = point
            }
            if isShown { append(point.moment, point, rates) }
            previous = point.moment
        }
    }

    private mutating func append(_ moment: Int64, _ point: QueueHistory.Point? = nil, _ rates: QueueRates? = nil) {
        timestampSeconds.append(moment / 1000)
        waiting.append(point?.waiting)
        processing.append(point?.processing)
        submittedPerMinute.append(rates.map { Self.rounded($0.submittedPerMinute) })
        finishedPerMinute.append(rates.map { Self.rounded($0.finishedPerMinute) })
    }

    /// Two decimals are more than a poll can tell.
    private static func rounded(_ rate: Double) -> Double {
        (rate * 100).rounded() / 100
    }
}
