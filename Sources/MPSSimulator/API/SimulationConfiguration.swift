package import TencentCloud

/// Everything that determines a simulation: the queues, and the API in front of them.
package struct SimulationConfiguration: Sendable {
    /// How each account's queue is. Seed and account number are those of the first account; the others' follow from them.
    package var queue = QueueConfiguration()
    /// How many accounts there are, each with a key pair and a queue of its own.
    package var accounts = 1
    /// The first account's key pair; nil for the built-in one.
    package var credential: Credential?
    /// Refuses SubTaskHasFailed, StartTime and EndTime, as the API did before it knew them.
    package var legacy = false
    /// The share of calls that fail, 0 to 1.
    package var faults = 0.0
    /// The ways in which they fail, equally often.
    package var faultKinds = FaultKind.usual
    /// How long the server takes for an answer.
    package var latency = Duration.zero
    /// How many calls a second an account may make; nil for as many as it likes.
    package var callsPerSecond: Int? = 100
    /// How far the API's clock, which judges signatures and writes the Date field, goes before the simulation's.
    package var clockOffset = Duration.zero
    package var pageOddities = PageOddities()

    package init() {}

    /// The queue of an account, counted from 1.
    func queue(ofAccount number: Int) -> QueueConfiguration {
        var queue = queue
        guard number > 1 else { return queue }
        queue.seed = SplitMix64.mixed(queue.seed &+ UInt64(number))
        queue.accountNumber += UInt64(number - 1)
        return queue
    }

    /// Throws for the first value that no simulation can have.
    func check() throws(SimulationError) {
        if !(1...10_000).contains(accounts) { throw .outOfRange("accounts", "\(accounts)", expected: "1 to 10000") }
        try check(faults, named: "faults", in: 0...1)
        try check(queue.speed, named: "speed", in: 0.001...1_000_000)
        try check(queue.arrivalRate, named: "arrival-rate", in: 0...1_000_000)
        try check(queue.bursts.perDay, named: "bursts a day", in: 0...1_000_000)
        if queue.workers < 0 { throw .outOfRange("workers", "\(queue.workers)", expected: "0 or more") }
        if !(0...20_000_000).contains(queue.history) {
            throw .outOfRange("history", "\(queue.history)", expected: "0 to 20000000")
        }
        let names = queue.types.map(\.name)
        let isName = { (name: String) in !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        if !(1...255).contains(names.count) || Set(names).count != names.count || !names.allSatisfy(isName) {
            throw .outOfRange("task types", "\(names)", expected: "1 to 255 different names of letters and digits")
        }
        if queue.types.contains(where: { !($0.share >= 0) }) || !(queue.types.reduce(0) { $0 + $1.share } > 0) {
            throw .outOfRange("shares of task types", "\(queue.types.map(\.share))", expected: "a positive sum")
        }
    }

    private func check(_ value: Double, named name: String, in range: ClosedRange<Double>) throws(SimulationError) {
        guard !range.contains(value) else { return }
        throw .outOfRange(name, "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
}
