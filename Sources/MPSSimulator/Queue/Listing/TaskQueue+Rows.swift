extension TaskQueue {
    /// The times that a task's row shows at this moment.
    struct ShownTimes {
        var created: ShownTime
        var begun: ShownTime
        var finished: ShownTime
    }

    /// A task as its listing shows it.
    func row(_ number: Int, _ record: TaskRecord) -> ListingRow {
        let profile = configuration.types[Int(record.type)]
        let times = shownTimes(of: number, record)
        return ListingRow(
            id: String(decoding: identity.id(of: number, type: Int(record.type)), as: UTF8.self), type: profile.name,
            subTaskTypes: subTaskTypes(of: number, record), created: times.created, begun: times.begun,
            finished: times.finished)
    }

    /// The list of subtask types that a task shows, which may name one twice.
    func subTaskTypes(of number: Int, _ record: TaskRecord) -> [String] {
        let lists = configuration.types[Int(record.type)].subTaskTypes
        guard !lists.isEmpty else { return [] }
        let list = lists[Int(hash(number) % UInt64(lists.count))]
        guard record.traits.contains(.repeatedSubTask), let first = list.first else { return list }
        return list + [first]
    }

    /// A late FinishTime shows as unset until its delay has passed.
    func shownTimes(of number: Int, _ record: TaskRecord) -> ShownTimes {
        let unset = unsetTime(of: number)
        return switch record.phase {
        case .waiting:
            ShownTimes(
                created: shownCreation(of: number, record),
                begun: record.traits.contains(.contradictoryTimes) ? .utc(Int64(record.created) * 1000) : unset,
                finished: unset)
        case .processing:
            ShownTimes(
                created: shownCreation(of: number, record), begun: shownBegin(of: number, record),
                finished: record.traits.contains(.contradictoryTimes) ? .utc(Int64(record.begun) * 1000) : unset)
        case .finished:
            ShownTimes(
                created: shownCreation(of: number, record),
                begun: record.begun == 0 ? unset : shownBegin(of: number, record),
                finished: isFinishTimeOut(record, at: now / 1_000_000)
                    ? shownFinish(of: number, record) : unset)
        }
    }

    /// The FinishTime that a FINISH row shows first to someone who looks on from the start of the queue's life.
    func firstShownFinish(of number: Int, _ record: TaskRecord) -> ShownTime {
        isFinishTimeOut(record, at: max(clock.start / 1_000_000, Int64(record.finished)))
            ? shownFinish(of: number, record) : unsetTime(of: number)
    }

    private func isFinishTimeOut(_ record: TaskRecord, at second: Int64) -> Bool {
        guard record.traits.contains(.finishTimeLate) else { return true }
        return second >= Int64(record.finished) + Int64(configuration.oddities.finishTimeDelay)
    }

    private func shownCreation(of number: Int, _ record: TaskRecord) -> ShownTime {
        if record.traits.contains(.createTimeUnset) { return unsetTime(of: number) }
        if record.traits.contains(.createTimeUnparsable) { return unparsable(number, record.created) }
        return shown(number, record, second: Int64(record.created))
    }

    private func shownBegin(of number: Int, _ record: TaskRecord) -> ShownTime {
        guard record.traits.contains(.beginBeforeCreate) else {
            return shown(number, record, second: Int64(record.begun))
        }
        return shown(number, record, second: Int64(record.created) - 1 - Int64(hash(number) >> 20 % 5))
    }

    private func shownFinish(of number: Int, _ record: TaskRecord) -> ShownTime {
        if record.traits.contains(.finishTimeMissing) { return unsetTime(of: number) }
        if record.traits.contains(.finishTimeUnparsable) { return unparsable(number, record.finished) }
        return shown(number, record, second: Int64(record.finished))
    }

    private func shown(_ number: Int, _ record: TaskRecord, second: Int64) -> ShownTime {
        if record.traits.contains(.fractionForm) {
            let fraction = SplitMix64.mixed(hash(number) &+ UInt64(truncatingIfNeeded: second)) % 1000
            return .fraction(second * 1000 + Int64(fraction))
        }
        return record.traits.contains(.offsetForm) ? .beijing(second * 1000) : .utc(second * 1000)
    }

    private func unparsable(_ number: Int, _ second: UInt32) -> ShownTime {
        hash(number) >> 30 & 1 == 0 ? .withoutZone(Int64(second) * 1000) : .noise
    }

    private func unsetTime(of number: Int) -> ShownTime {
        let forms = configuration.oddities.unsetForms
        return .unset(forms.isEmpty ? .zeros : forms[Int(hash(number) >> 40 % UInt64(forms.count))])
    }

    private func hash(_ number: Int) -> UInt64 {
        SplitMix64.mixed(~configuration.seed ^ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    }
}
