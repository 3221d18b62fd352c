extension JournalPage {
    private static let format: Int64 = 1

    /// The page as the state file keeps it; names that repeat are written once.
    var blob: [UInt8] {
        var names = NameTable()
        var body = VarintWriter(capacity: 64 + entries.count * 96 + changes.count * 24)
        body.write(Int64(entries.count))
        for entry in entries { body.write(entry, names: &names) }
        body.write(Int64(changes.count))
        for change in changes { body.write(change) }
        var writer = VarintWriter(capacity: body.bytes.count + 256)
        writer.write(Self.format)
        writer.write(Int64(names.names.count))
        for name in names.names { writer.write(name) }
        return writer.bytes + body.bytes
    }

    /// The page that a blob holds.
    init(blob: [UInt8]) throws(MalformedBlob) {
        var reader = VarintReader(blob)
        guard try reader.readInteger() == Self.format else { throw MalformedBlob() }
        var names: [String] = []
        for _ in 0..<(try reader.readCount()) { names.append(try reader.readText()) }
        for _ in 0..<(try reader.readCount()) { entries.append(try reader.readEntry(names: names)) }
        for _ in 0..<(try reader.readCount()) { changes.append(try reader.readChange()) }
        guard reader.isAtEnd else { throw MalformedBlob() }
    }

    /// Numbers for the names of one page.
    fileprivate struct NameTable {
        private(set) var names: [String] = []
        private var numbers: [String: Int64] = [:]

        mutating func number(of name: String) -> Int64 {
            if let number = numbers[name] { return number }
            numbers[name] = Int64(names.count)
            names.append(name)
            return Int64(names.count - 1)
        }
    }
}

extension VarintWriter {
    fileprivate mutating func write(_ entry: TotalsEntry, names: inout JournalPage.NameTable) {
        write(entry.taskID)
        write(names.number(of: entry.type))
        write(Int64(entry.subTaskTypes.count))
        for type in entry.subTaskTypes { write(names.number(of: type)) }
        write(Int64(entry.added.rawValue))
        write(entry.begunAt)
        write(entry.finishedAt)
        for kind in DurationKind.allCases { write(entry.outcome(of: kind)) }
    }

    /// 0 for none, −1 − the milliseconds, or the number of a reason to skip, from 1.
    private mutating func write(_ outcome: DurationOutcome?) {
        switch outcome {
        case nil: write(Int64(0))
        case .observed(let milliseconds): write(-1 - milliseconds)
        case .skipped(let reason): write(Int64(reason.number))
        }
    }

    fileprivate mutating func write(_ change: TaskChange) {
        write(change.id)
        write(change.idHash)
        write(change.before)
        write(change.now)
    }

    /// −1 for none, else twice the phases, plus 1 if the task stands in FINISH.
    private mutating func write(_ state: TaskState?) {
        guard let state else { return write(Int64(-1)) }
        write(Int64(state.phases.rawValue) * 2 + (state.finished == nil ? 0 : 1))
        write(state.created)
        if let finished = state.finished { write(finished) }
    }
}

extension VarintReader {
    fileprivate mutating func readEntry(names: [String]) throws(MalformedBlob) -> TotalsEntry {
        let taskID = try readText()
        let type = try readName(of: names)
        var subTaskTypes: [String] = []
        for _ in 0..<(try readCount()) { subTaskTypes.append(try readName(of: names)) }
        guard let phases = UInt8(exactly: try readInteger()) else { throw MalformedBlob() }
        return TotalsEntry(
            taskID: taskID, type: type, subTaskTypes: subTaskTypes, added: CountedPhases(rawValue: phases),
            begunAt: try readInteger(), finishedAt: try readInteger(),
            wait: try readOutcome(), processing: try readOutcome(), turnaround: try readOutcome())
    }

    private mutating func readName(of names: [String]) throws(MalformedBlob) -> String {
        guard let number = Int(exactly: try readInteger()), names.indices.contains(number) else {
            throw MalformedBlob()
        }
        return names[number]
    }

    private mutating func readOutcome() throws(MalformedBlob) -> DurationOutcome? {
        let value = try readInteger()
        guard value > 0 else { return value == 0 ? nil : .observed(milliseconds: -1 - value) }
        guard let reason = SkipReason.allCases.first(where: { $0.number == value }) else { throw MalformedBlob() }
        return .skipped(reason)
    }

    fileprivate mutating func readChange() throws(MalformedBlob) -> TaskChange {
        let id = try readText()
        let idHash = try readInteger()
        let before = try readState()
        guard let now = try readState() else { throw MalformedBlob() }
        return TaskChange(id: id, idHash: idHash, before: before, now: now)
    }

    private mutating func readState() throws(MalformedBlob) -> TaskState? {
        let head = try readInteger()
        guard head != -1 else { return nil }
        guard let phases = UInt8(exactly: head >> 1) else { throw MalformedBlob() }
        let created = try readInteger()
        let finished = head & 1 == 1 ? try readInteger() : nil
        return TaskState(phases: CountedPhases(rawValue: phases), created: created, finished: finished)
    }
}

extension SkipReason {
    fileprivate var number: Int {
        switch self {
        case .createUnset: 1
        case .beginUnset: 2
        case .finishUnset: 3
        case .negative: 4
        case .unparsable: 5
        }
    }
}
