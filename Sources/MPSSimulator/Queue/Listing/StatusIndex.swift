/// Where tasks stand along an axis, for each status and, of the finished ones, for each outcome.
struct StatusIndex: Sendable {
    let unfinishedAxis: ListingAxis
    let finishedAxis: ListingAxis
    let permutation: SeededPermutation
    private(set) var waiting = PositionSet()
    private(set) var processing = PositionSet()
    private(set) var succeeded = PositionSet()
    private(set) var failed = PositionSet()

    init(unfinishedAxis: ListingAxis, finishedAxis: ListingAxis, permutation: SeededPermutation) {
        self.unfinishedAxis = unfinishedAxis
        self.finishedAxis = finishedAxis
        self.permutation = permutation
    }

    func axis(of phase: TaskPhase) -> ListingAxis {
        phase == .finished ? finishedAxis : unfinishedAxis
    }

    /// Where a task stands on the axis of a listing; nil if it has no place there.
    func place(of number: Int, _ record: TaskRecord, in phase: TaskPhase) -> Int? {
        switch axis(of: phase) {
        case .creation: number
        case .begin: record.begun == 0 ? nil : Int(record.beginPlace)
        case .finish: record.phase == .finished ? Int(record.finishPlace) : nil
        case .shuffled: permutation.place(of: number)
        }
    }

    /// Puts a task into the set of its phase, if it has a place there.
    mutating func insert(_ number: Int, _ record: TaskRecord) {
        guard let place = place(of: number, record, in: record.phase) else { return }
        switch record.phase {
        case .waiting: waiting.insert(place)
        case .processing: processing.insert(place)
        case .finished where record.traits.contains(.failed): failed.insert(place)
        case .finished: succeeded.insert(place)
        }
    }

    /// Takes a task out of the set of its phase, if it is there.
    mutating func remove(_ number: Int, _ record: TaskRecord) {
        guard let place = place(of: number, record, in: record.phase) else { return }
        switch record.phase {
        case .waiting: waiting.remove(place)
        case .processing: processing.remove(place)
        case .finished where record.traits.contains(.failed): failed.remove(place)
        case .finished: succeeded.remove(place)
        }
    }
}
