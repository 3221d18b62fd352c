import MPSSimulator

/// Someone who reads every listing of a queue to its end at every look, and counts from the rows alone.
struct Watcher {
    private struct Life {
        var type: String
        var subTaskTypes: Set<String>
        var created: ShownTime
        var begun: ShownTime?
        var finished: ShownTime?
        var failed = false
    }

    private var lives: [String: Life] = [:]

    mutating func look(at queue: TaskQueue) throws {
        for phase in TaskPhase.allCases {
            for row in try queue.rows(phase) {
                var life =
                    lives[row.id] ?? Life(type: row.type, subTaskTypes: Set(row.subTaskTypes), created: row.created)
                if phase != .waiting { life.begun = row.begun }
                if phase == .finished, life.finished == nil { life.finished = row.finished }
                lives[row.id] = life
            }
        }
        for row in try queue.rows(.finished, failed: true) { lives[row.id]?.failed = true }
    }

    /// One line for everything that can be counted since a moment; equal tallies mean equal truths.
    func tally(since: Int64) -> [String: Int64] {
        var tally: [String: Int64] = [:]
        for life in lives.values { add(life, since: since, to: &tally) }
        return tally
    }

    private func add(_ life: Life, since: Int64, to tally: inout [String: Int64]) {
        func counts(_ time: ShownTime?) -> Bool { (time?.milliseconds ?? .min) >= since }
        if counts(life.created) { tally["\(life.type) submitted", default: 0] += 1 }
        let started = counts(life.begun)
        if started { tally["\(life.type) started", default: 0] += 1 }
        let hasFinish = life.finished?.milliseconds != nil
        let finished = life.finished != nil && counts(hasFinish ? life.finished : life.created)
        if finished {
            tally["\(life.type) finished", default: 0] += 1
            if life.failed { tally["\(life.type) failed", default: 0] += 1 }
            for type in life.subTaskTypes { tally["sub \(type)", default: 0] += 1 }
        }
        func measure(_ name: String, _ end: ShownTime?, _ start: ShownTime?) {
            guard let high = end?.milliseconds, let low = start?.milliseconds else {
                let culprit =
                    end?.milliseconds == nil
                    ? (name == "wait" ? "begin" : "finish") : (name == "processing" ? "begin" : "create")
                let time = end?.milliseconds == nil ? end : start
                return tally["skip \(name) \(time?.isUnset ?? true ? culprit + "_unset" : "unparsable")", default: 0] +=
                    1
            }
            guard high >= low else { return tally["skip \(name) negative", default: 0] += 1 }
            tally["\(life.type) \(name) count", default: 0] += 1
            tally["\(life.type) \(name) sum", default: 0] += high - low
        }
        if started || (finished && life.begun?.milliseconds == nil) { measure("wait", life.begun, life.created) }
        if finished { measure("processing", life.finished, life.begun) }
        if finished { measure("turnaround", life.finished, life.created) }
    }
}

extension Truth {
    /// The same counts in the watcher's words.
    var tally: [String: Int64] {
        var tally: [String: Int64] = [:]
        for (name, type) in types {
            tally["\(name) submitted"] = Int64(type.submitted)
            tally["\(name) started"] = Int64(type.started)
            tally["\(name) finished"] = Int64(type.finished)
            tally["\(name) failed"] = Int64(type.failed)
            for (kind, durations) in [
                ("wait", type.wait), ("processing", type.processing), ("turnaround", type.turnaround),
            ] {
                tally["\(name) \(kind) count"] = Int64(durations.count)
                tally["\(name) \(kind) sum"] = durations.sumMilliseconds
            }
        }
        for skip in skipped { tally["skip \(skip.duration) \(skip.reason)"] = Int64(skip.count) }
        for (name, count) in subTasks { tally["sub \(name)"] = Int64(count) }
        return tally.filter { $0.value != 0 }
    }
}
