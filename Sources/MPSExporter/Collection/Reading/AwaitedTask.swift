/// A task that has left WAITING and PROCESSING and must turn up in FINISH.
package struct AwaitedTask: Sendable, Equatable {
    /// TaskId.
    package var id: String
    /// CreateTime in milliseconds since 1970; 0 when it cannot be read.
    package var created: Int64
    /// When it was first missed, in milliseconds since 1970.
    package var missedAt: Int64
    /// How often it was looked for at its own place in vain.
    package var fruitlessJumps: Int

    /// The weight from which on the calls saved by other polls are spent: of a task that has used up seven tenths of its
    /// promise, or of four that have used up half.
    static let weightOfDue = 0.25
    /// From here on, in promises, a task is looked for beyond the budget.
    static let urgencyOfLate = 2.0
    /// From here on, in promises, a sweep has to find it, if it was not where it should be.
    static let urgencyOfOverdue = 4.0
    /// From here on, in promises, a sweep has to find it, though it could not be looked for there yet.
    static let urgencyOfLost = 16.0

    /// A task that was missed.
    package init(id: String, created: Int64, missedAt: Int64, fruitlessJumps: Int = 0) {
        self.id = id
        self.created = created
        self.missedAt = missedAt
        self.fruitlessJumps = fruitlessJumps
    }

    /// How much of the time in which it should be counted has passed at `moment`: the promise is two polls or a tenth
    /// of its turnaround, whichever is longer.
    package func urgency(at moment: Int64, pollInterval: Int64) -> Double {
        let turnaround = created > 0 ? max(0, missedAt - created) : 0
        return Double(moment - missedAt + pollInterval) / Double(max(2 * pollInterval, turnaround / 10))
    }

    /// How much it counts that the task is looked for at `moment`: as much as sixteen that have used up half as much of
    /// their promise. So a page that shows many goes before one that shows a single task, until that one is due.
    func weight(at moment: Int64, pollInterval: Int64) -> Double {
        let urgency = max(0, urgency(at: moment, pollInterval: pollInterval))
        return urgency * urgency * urgency * urgency
    }
}
