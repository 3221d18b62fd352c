/// One account in a status report.
package struct AccountStatus: Sendable, Equatable, Encodable {
    /// How far what is said of the account can be believed.
    package enum State: String, Sendable, Encodable {
        /// Not polled yet: what is counted is out of the state file.
        case starting
        /// The last poll succeeded, and lately.
        case ok
        /// The last poll failed: some of what is shown is older.
        case failing
        /// No poll has ended for three intervals: all of what is shown is older.
        case stale
    }

    /// The depth of one status.
    package struct Queue: Sendable, Equatable, Encodable {
        /// TotalCount when it was last read.
        package var depth: Int?
        /// When that was, in seconds since 1970.
        package var depthTimestampSeconds: Double?
        /// Whether the last poll read the status without a failure.
        package var isCurrent: Bool
        /// When a poll last did, in seconds since 1970.
        package var lastSuccessTimestampSeconds: Double?
        /// Whether the last poll read the listing as far as its values need.
        package var isListingComplete: Bool?
        /// The oldest CreateTime of WAITING or BeginProcessTime of PROCESSING, in seconds since 1970.
        package var oldestTimestampSeconds: Double?
        /// Its age; 0 if the listing is empty.
        package var oldestAgeSeconds: Double?
    }

    /// Waits of the tasks that were counted as started in the last hour, or in what is known of it.
    package struct Wait: Sendable, Equatable, Encodable {
        /// How many there were.
        package var tasks: Int64
        /// Half of them waited no longer.
        package var medianSeconds: Double?
        /// 95 of a hundred waited no longer.
        package var p95Seconds: Double?
        /// The time within which they were counted.
        package var windowSeconds: Double
        /// When that ended, in seconds since 1970: before the last poll if that could not count.
        package var windowEndTimestampSeconds: Double
    }

    /// Mean rates of the last half hour, or of what is known of it.
    package struct Rates: Sendable, Equatable, Encodable {
        /// Tasks submitted a minute.
        package var submittedPerMinute: Double
        /// Tasks finished a minute.
        package var finishedPerMinute: Double
        /// The time that they are means of.
        package var windowSeconds: Double
        /// When that ended, in seconds since 1970: before the last poll if that could not count.
        package var windowEndTimestampSeconds: Double
    }

    /// The last poll that ended.
    package struct Poll: Sendable, Equatable, Encodable {
        /// When it ended, in seconds since 1970.
        package var timestampSeconds: Double
        /// How long it took.
        package var durationSeconds: Double?
        /// Whether it succeeded for all statuses.
        package var isSuccessful: Bool
    }

    /// The last failure, mended or not.
    package struct Failure: Sendable, Equatable, Encodable {
        /// When it happened, in seconds since 1970.
        package var timestampSeconds: Double
        /// The status whose listing failed.
        package var status: String
        /// As in `mps_api_request_failures_total`, or `state` if the state file failed.
        package var code: String
        /// The provider's id of the call.
        package var requestID: String?
        /// What failed, in one line.
        package var message: String
        /// Whether a later poll succeeded.
        package var isMended: Bool
    }

    /// The label value.
    package var account: String
    /// How far the rest can be believed.
    package var state: State
    /// From the start of one poll to the next.
    package var pollIntervalSeconds: Double
    /// Polls since the start.
    package var polls: Int64
    /// Those of them in which a status failed.
    package var failedPolls: Int64
    /// Whether what is polled can be counted.
    package var isStateWritable: Bool
    /// Whether what is counted may have happened days ago, as FINISH is still being read for it.
    package var isCatchingUp: Bool
    /// WAITING.
    package var waiting: Queue
    /// PROCESSING.
    package var processing: Queue
    /// FINISH: a rolling 168 hours.
    package var finish: Queue
    /// How fast the queue moves; nil before two polls have succeeded once it has caught up, or if none has lately.
    package var rates: Rates?
    /// How long tasks waited; nil as `rates`.
    package var wait: Wait?
    /// Whether and when the queue will be empty.
    package var drain: QueueDrain
    /// The last poll; nil before one has ended.
    package var lastPoll: Poll?
    /// The last failure since the start.
    package var lastError: Failure?
    /// The last hour.
    package var history: HistoryColumns
}
