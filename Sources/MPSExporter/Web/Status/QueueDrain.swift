/// Whether and when a queue will be empty, as `account:mps_queue_drain:seconds` of the recording rules has it: what
/// waits, over the surplus of finishes.
package struct QueueDrain: Sendable, Equatable, Encodable {
    /// Where the queue is going.
    package enum Trend: String, Sendable, Encodable {
        /// Nothing waits.
        case empty
        /// More is finished than submitted.
        case draining
        /// More is submitted than finished.
        case growing
        /// As much is submitted as finished.
        case steady
        /// Nothing is submitted, and nothing finished of what waits.
        case stalled
        /// The depth or the rates are not known.
        case unknown
    }

    /// The trend.
    package let trend: Trend
    /// When it will be empty if nothing changes; only for `draining`.
    package let seconds: Double?

    /// The drain of a queue in which so many tasks wait.
    package init(waiting: Int?, rates: QueueRates?) {
        guard waiting != 0 else {
            (trend, seconds) = (.empty, nil)
            return
        }
        guard let waiting, let rates else {
            (trend, seconds) = (.unknown, nil)
            return
        }
        let surplus = rates.finishedPerMinute - rates.submittedPerMinute
        trend =
            surplus > 0 ? .draining : surplus < 0 ? .growing : rates.finishedPerMinute > 0 ? .steady : .stalled
        seconds = surplus > 0 ? Double(waiting) / surplus * 60 : nil
    }
}
