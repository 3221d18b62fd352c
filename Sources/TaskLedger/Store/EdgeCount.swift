/// How many rows of FINISH have their time at or after a moment, for moments in the range that it covers. The times
/// within the range are held in memory, so that the range need not be loaded anew while the moment moves through it.
struct EdgeCount {
    /// What the moments are.
    enum Purpose {
        /// Where the time begins for which the API lists tasks.
        case window
        /// Now, which few rows lie behind.
        case end
        /// The CreateTime of a task that is looked for.
        case depth
    }

    let purpose: Purpose
    let reading: WindowReading
    let isFailed: Bool
    /// The moments that can be asked for.
    private(set) var covered: ClosedRange<Int64>?
    /// The times in the range but its end, ascending.
    private var times: [Int64] = []
    /// How many rows have their time at the range's end or later.
    private var later = 0

    init(purpose: Purpose, reading: WindowReading, isFailed: Bool) {
        self.purpose = purpose
        self.reading = reading
        self.isFailed = isFailed
    }

    func isAlike(_ other: EdgeCount) -> Bool {
        (purpose, reading, isFailed) == (other.purpose, other.reading, other.isFailed)
    }

    func covers(_ moments: ClosedRange<Int64>) -> Bool {
        covered.map { $0.contains(moments.lowerBound) && $0.contains(moments.upperBound) } ?? false
    }

    /// The number of rows at or after a moment that is covered.
    func rows(from moment: Int64) -> Int {
        later + times.count - place(of: moment)
    }

    /// Covers other moments, and those that are likely to be asked for next.
    mutating func cover(
        _ moments: ClosedRange<Int64>, _ rows: TaskRows, and recent: some Collection<RecentTask>
    ) throws {
        let begin = moments.lowerBound.subtracting(60_000)
        let end = purpose == .end ? .max : moments.upperBound.adding(1_800_000)
        let before = covered?.upperBound ?? .max
        let passed = try count(min(before, end)..<max(before, end), rows, and: recent)
        times = try load(begin..<end, rows, and: recent)
        later += end < before ? passed : -passed
        covered = begin...end
    }

    /// Lets go of times that lie so far behind the end that they will not be asked for.
    mutating func trim(behind moment: Int64) {
        guard purpose == .end, let covered, covered.lowerBound < moment.subtracting(1_800_000) else { return }
        let begin = moment.subtracting(900_000)
        times.removeFirst(place(of: begin))
        self.covered = begin...covered.upperBound
    }

    /// Takes in that a task's row has become another; nil if there was or is none.
    mutating func replace(_ before: TaskState?, by now: TaskState?) {
        let old = time(of: before)
        let new = time(of: now)
        guard old != new, let covered else { return }
        if let old, old >= covered.upperBound {
            later -= 1
        } else if let old, old >= covered.lowerBound, place(of: old) < times.count, times[place(of: old)] == old {
            times.remove(at: place(of: old))
        }
        if let new, new >= covered.upperBound {
            later += 1
        } else if let new, new >= covered.lowerBound {
            times.insert(new, at: place(of: new))
        }
    }

    private func count(
        _ range: Range<Int64>, _ rows: TaskRows, and recent: some Collection<RecentTask>
    ) throws -> Int {
        guard !range.isEmpty else { return 0 }
        let inTables = try rows.count(reading, isFailed: isFailed, in: range)
        return recent.reduce(inTables) { sum, task in
            sum + (time(of: task.now).map(range.contains) == true ? 1 : 0)
                - (time(of: task.folded).map(range.contains) == true ? 1 : 0)
        }
    }

    private func load(
        _ range: Range<Int64>, _ rows: TaskRows, and recent: some Collection<RecentTask>
    ) throws -> [Int64] {
        var loaded = EdgeCount(purpose: purpose, reading: reading, isFailed: isFailed)
        loaded.covered = range.lowerBound...range.upperBound
        loaded.times = try rows.times(reading, isFailed: isFailed, in: range).sorted()
        for task in recent { loaded.replace(task.folded, by: task.now) }
        return loaded.times
    }

    /// The time that counts of a row of FINISH; nil for what is none.
    private func time(of task: TaskState?) -> Int64? {
        guard let task, let finished = task.finished, !isFailed || task.phases.contains(.listedFailed) else {
            return nil
        }
        return reading == .creation ? task.created : finished
    }

    /// The place of the first time at or after a moment.
    private func place(of moment: Int64) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Int64 {
    fileprivate func adding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func subtracting(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? .min : difference
    }
}
