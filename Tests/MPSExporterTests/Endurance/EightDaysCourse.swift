import MPSSimulator

/// How eight days go.
struct EightDaysCourse: Sendable, CustomStringConvertible {
    var order: ListingOrder
    /// Whether the exporter is killed in the middle of a commit, once before the first row left the ledger and once since,
    /// and the API is out of reach for an hour.
    var hasMishaps = false

    var description: String { order.rawValue + (hasMishaps ? ", with mishaps" : "") }

    /// Each takes hours where there are 20 tasks a second, so there it is one.
    static var all: [EightDaysCourse] {
        let calm = EightDaysCourse(order: .createDescending)
        return Effort.isTorture ? [calm] : [calm, EightDaysCourse(order: .finishAscending, hasMishaps: true)]
    }

    /// Whether the exporter is killed during a poll, these being so many in eight days.
    func kills(at poll: Int, of polls: Int) -> Bool {
        hasMishaps && (poll == polls * 3 / 8 || poll == polls * 61 / 64)
    }

    /// Whether the API is out of reach during a poll: for an hour of the fifth day.
    func isOutOfReach(at poll: Int, of polls: Int) -> Bool {
        let hour = max(1, polls / 192)
        return hasMishaps && (polls * 4 / 8..<polls * 4 / 8 + hour).contains(poll)
    }
}
