/// What the status page says of an account, by the names that its elements have: the script of the page fills the same
/// ones.
struct AccountFields {
    let texts: [String: String]

    init(_ account: AccountStatus, now: Double) {
        var texts = [
            "state": Self.state(account), "submitted": StatusText.rate(account.rates?.submittedPerMinute),
            "finished": StatusText.rate(account.rates?.finishedPerMinute), "window": Self.window(account, now: now),
            "median": Self.wait(account.wait, \.medianSeconds), "p95": Self.wait(account.wait, \.p95Seconds),
            "started": Self.started(account, now: now), "drain": Self.drain(account.drain),
            "drain-note": Self.drainNote(account, now: now),
            "poll": Self.poll(account, now: now), "error": Self.error(account.lastError, now: now),
            "notice": Self.notice(account),
        ]
        for (name, queue) in [
            ("waiting", account.waiting), ("processing", account.processing), ("finish", account.finish),
        ] {
            texts[name] = StatusText.count(queue.depth)
            texts["\(name)-note"] = Self.note(queue, of: account, now: now)
            texts["\(name)-oldest"] = Self.oldest(queue)
        }
        self.texts = texts
    }

    private static func state(_ account: AccountStatus) -> String {
        switch account.state {
        case .starting: "not polled yet"
        case .ok: "up to date"
        case .failing: "failing"
        case .stale: "stale"
        }
    }

    private static func note(_ queue: AccountStatus.Queue, of account: AccountStatus, now: Double) -> String {
        guard queue.depth != nil, !queue.isCurrent || account.state == .stale else { return "" }
        return "as of \(StatusText.moment(queue.depthTimestampSeconds, now: now))"
    }

    private static func oldest(_ queue: AccountStatus.Queue) -> String {
        if queue.depth == 0, queue.isCurrent { return "none" }
        guard let age = queue.oldestAgeSeconds else { return StatusText.unknown }
        return queue.oldestTimestampSeconds == nil ? "none" : StatusText.duration(age)
    }

    private static func window(_ account: AccountStatus, now: Double) -> String {
        guard let rates = account.rates else {
            return account.isCatchingUp ? "after catching up" : "after two polls that succeed"
        }
        let end = ended(rates.windowEndTimestampSeconds, account, now: now).map { " until \($0)" } ?? ""
        return "mean of \(StatusText.duration(rates.windowSeconds))\(end)"
    }

    /// When a window ended, if that is not the last poll, or is no moment of now.
    private static func ended(_ end: Double, _ account: AccountStatus, now: Double) -> String? {
        let isOfLastPoll = account.lastPoll.map { end >= $0.timestampSeconds } ?? false
        return isOfLastPoll && account.state != .stale ? nil : StatusText.moment(end, now: now)
    }

    private static func wait(_ wait: AccountStatus.Wait?, _ seconds: KeyPath<AccountStatus.Wait, Double?>) -> String {
        wait?.tasks == 0 ? "none started" : StatusText.duration(wait?[keyPath: seconds])
    }

    private static func started(_ account: AccountStatus, now: Double) -> String {
        guard let wait = account.wait else { return StatusText.unknown }
        let (count, time) = (StatusText.count(Int(wait.tasks)), StatusText.duration(wait.windowSeconds))
        guard let end = ended(wait.windowEndTimestampSeconds, account, now: now) else {
            return "\(count) started in the last \(time)"
        }
        return "\(count) started in \(time) until \(end)"
    }

    private static func drain(_ drain: QueueDrain) -> String {
        switch drain.trend {
        case .empty: "nothing waits"
        case .draining: StatusText.duration(drain.seconds)
        case .growing: "growing"
        case .steady: "steady"
        case .stalled: "stalled"
        case .unknown: StatusText.unknown
        }
    }

    private static func drainNote(_ account: AccountStatus, now: Double) -> String {
        guard ![.empty, .unknown].contains(account.drain.trend), let rates = account.rates else { return "" }
        return ended(rates.windowEndTimestampSeconds, account, now: now).map { "as of \($0)" } ?? ""
    }

    private static func poll(_ account: AccountStatus, now: Double) -> String {
        guard let poll = account.lastPoll else { return "none has ended yet" }
        let outcome = poll.isSuccessful ? "succeeded" : "failed"
        let counts = "\(StatusText.count(Int(account.failedPolls))) of \(StatusText.count(Int(account.polls))) failed"
        return "\(outcome) at \(StatusText.moment(poll.timestampSeconds, now: now)), took "
            + "\(StatusText.duration(poll.durationSeconds)); \(counts) since the start"
    }

    private static func error(_ error: AccountStatus.Failure?, now: Double) -> String {
        guard let error else { return "none since the start" }
        let moment = StatusText.moment(error.timestampSeconds, now: now)
        return "\(error.code) for \(error.status) at \(moment)\(error.isMended ? ", mended" : ""): \(error.message)"
    }

    /// What has to be known before the numbers are believed.
    private static func notice(_ account: AccountStatus) -> String {
        var notices: [String] = []
        switch account.state {
        case .starting: notices.append("No poll has ended yet, so nothing is known of the queue.")
        case .ok: break
        case .failing: notices.append("The last poll failed. Values that it could not read are older.")
        case .stale: notices.append("No poll has ended for three intervals. All values are older.")
        }
        if !account.isStateWritable { notices.append("The state file cannot be written: counting is suspended.") }
        let isPartial = [account.waiting, account.processing].contains { $0.isCurrent && $0.isListingComplete == false }
        if isPartial {
            notices.append("The listing is longer than one poll reads: oldest tasks are of the last whole one.")
        }
        if account.isCatchingUp {
            notices.append("Tasks that finished before are still being counted: rates and waits are known afterwards.")
        }
        return notices.joined(separator: " ")
    }
}
