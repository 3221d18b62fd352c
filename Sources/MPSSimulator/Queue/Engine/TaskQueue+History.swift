import Glibc

extension TaskQueue {
    /// Creates the tasks that had been finished before the queue began to live, evenly spread over the span they have.
    mutating func createHistory(until start: Int64) {
        var rest = configuration.history
        let span = Double(max(1, min(configuration.historySpan, VisibilityWindow.seconds - 1))) * 1_000_000
        var elapsed = 0.0
        var generator = SplitMix64(seed: configuration.seed ^ 0x6869_7374_6F72_7921)
        while rest > 0 {
            // The next of `rest` uniform moments in what is left of the span.
            elapsed = 1 - (1 - elapsed) * pow(1 - generator.nextUnit(), 1 / Double(rest))
            let time = start - Int64(span) + Int64(elapsed * span)
            settleEvents(before: time)
            createFinished(at: time, before: start, using: &generator)
            rest -= 1
        }
        settleEvents(before: start)
        expire()
    }

    private mutating func settleEvents(before time: Int64) {
        while let event = events.first, event.time < time { settleNextEvent() }
    }

    private mutating func createFinished(at time: Int64, before end: Int64, using generator: inout SplitMix64) {
        let number = records.endIndex
        let draw = lottery.draw(number)
        let traits = draw.traits.subtracting(.overWindow)
        append(TaskRecord(created: Self.second(of: time), type: UInt8(draw.type), traits: traits))
        let wait = clock.microseconds(ofLifeSeconds: 5 * generator.nextExponential())
        var begun = time + wait
        var finished = begun + clock.microseconds(ofLifeSeconds: draw.serviceSeconds)
        if traits.contains(.instant) {
            begun = time
            finished = time + Int64(draw.instantSeconds * 1_000_000)
        }
        if finished >= end {
            finished = time + Int64(generator.nextUnit() * Double(end - 1 - time))
            begun = min(begun, finished)
        }
        if !traits.contains(.neverStarted) {
            events.insert(.init(time: begun, number: UInt32(number), kind: .begin))
        }
        events.insert(.init(time: finished, number: UInt32(number), kind: .finish))
    }
}
