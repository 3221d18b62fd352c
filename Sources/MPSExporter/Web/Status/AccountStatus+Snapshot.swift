internal import TencentCloud

extension AccountStatus {
    /// Rates and drain time are means of so many milliseconds, as in the recording rules.
    private static let rateWindow: Int64 = 1_800_000

    /// How an account stands at `now`, in milliseconds since 1970.
    /// - Parameter pollInterval: from the start of one poll to the next.
    package init(_ snapshot: AccountSnapshot, _ history: QueueHistory, pollInterval: Duration, at now: Int64) {
        let interval = pollInterval.wholeMilliseconds
        // What is older than that says nothing of now any more.
        let limit = now - max(QueueHistory.length, 3 * interval)
        let rates = history.rates(over: Self.rateWindow, since: limit)
        self.init(
            account: snapshot.account, state: State(snapshot, interval: interval, at: now),
            pollIntervalSeconds: Double(interval) / 1000, polls: snapshot.polls, failedPolls: snapshot.failedPolls,
            isStateWritable: snapshot.isStateWritable, isCatchingUp: snapshot.isCatchingUp,
            waiting: Queue(snapshot.waiting, at: now),
            processing: Queue(snapshot.processing, at: now), finish: Queue(snapshot.finish, at: now),
            rates: rates.map(Rates.init),
            wait: history.waits(over: QueueHistory.length, since: limit).map(Wait.init),
            drain: QueueDrain(waiting: snapshot.waiting.depth(since: limit), rates: rates), lastPoll: Poll(snapshot),
            lastError: snapshot.lastError.map(Failure.init),
            history: HistoryColumns(history, before: now, gap: max(180_000, 3 * interval)))
    }

    fileprivate static func rounded(_ seconds: Double) -> Double {
        (seconds * 1000).rounded() / 1000
    }
}

extension AccountStatus.State {
    fileprivate init(_ snapshot: AccountSnapshot, interval: Int64, at now: Int64) {
        guard let ended = snapshot.lastPollEnded else {
            self = .starting
            return
        }
        if now - ended > max(3 * interval, 15_000) {
            self = .stale
        } else {
            self = snapshot.isUp == true ? .ok : .failing
        }
    }
}

extension AccountStatus.Queue {
    fileprivate init(_ status: StatusSnapshot, at now: Int64) {
        self.init(
            depth: status.depth, depthTimestampSeconds: status.depthRead.map { Double($0) / 1000 },
            isCurrent: status.succeeded == true,
            lastSuccessTimestampSeconds: status.lastSuccess.map { Double($0) / 1000 },
            isListingComplete: status.isComplete,
            oldestTimestampSeconds: status.listing?.oldest.map { Double($0) / 1000 },
            oldestAgeSeconds: status.listing?.oldestAgeSeconds(at: now).map(AccountStatus.rounded))
    }
}

extension AccountStatus.Rates {
    fileprivate init(_ rates: QueueRates) {
        self.init(
            submittedPerMinute: AccountStatus.rounded(rates.submittedPerMinute),
            finishedPerMinute: AccountStatus.rounded(rates.finishedPerMinute),
            windowSeconds: Double(rates.milliseconds) / 1000, windowEndTimestampSeconds: Double(rates.end) / 1000)
    }
}

extension AccountStatus.Wait {
    fileprivate init(_ waits: QueueWaits) {
        self.init(
            tasks: waits.counts.count, medianSeconds: waits.counts.quantile(0.5).map(AccountStatus.rounded),
            p95Seconds: waits.counts.quantile(0.95).map(AccountStatus.rounded),
            windowSeconds: Double(waits.milliseconds) / 1000, windowEndTimestampSeconds: Double(waits.end) / 1000)
    }
}

extension AccountStatus.Poll {
    fileprivate init?(_ snapshot: AccountSnapshot) {
        guard let ended = snapshot.lastPollEnded else { return nil }
        self.init(
            timestampSeconds: Double(ended) / 1000,
            durationSeconds: snapshot.lastPollDuration.map { Double($0) / 1000 }, isSuccessful: snapshot.isUp == true)
    }
}

extension AccountStatus.Failure {
    fileprivate init(_ error: PollError) {
        self.init(
            timestampSeconds: Double(error.moment) / 1000, status: error.status, code: error.failure.code,
            requestID: error.failure.requestID, message: "\(error.failure)", isMended: error.isMended)
    }
}
