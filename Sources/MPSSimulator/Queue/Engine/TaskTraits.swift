/// What is peculiar to one task, drawn when it is created, and two facts that its life adds.
struct TaskTraits: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    static let failed = TaskTraits(rawValue: 1 << 0)
    static let neverStarted = TaskTraits(rawValue: 1 << 1)
    static let instant = TaskTraits(rawValue: 1 << 2)
    static let overWindow = TaskTraits(rawValue: 1 << 3)
    static let finishTimeMissing = TaskTraits(rawValue: 1 << 4)
    static let finishTimeLate = TaskTraits(rawValue: 1 << 5)
    static let finishTimeUnparsable = TaskTraits(rawValue: 1 << 6)
    static let createTimeUnset = TaskTraits(rawValue: 1 << 7)
    static let createTimeUnparsable = TaskTraits(rawValue: 1 << 8)
    static let beginBeforeCreate = TaskTraits(rawValue: 1 << 9)
    static let contradictoryTimes = TaskTraits(rawValue: 1 << 10)
    static let offsetForm = TaskTraits(rawValue: 1 << 11)
    static let fractionForm = TaskTraits(rawValue: 1 << 12)
    static let repeatedSubTask = TaskTraits(rawValue: 1 << 13)
    /// The task could be listed after it began.
    static let startShown = TaskTraits(rawValue: 1 << 14)
    /// The task could be listed after it finished.
    static let finishShown = TaskTraits(rawValue: 1 << 15)
}
