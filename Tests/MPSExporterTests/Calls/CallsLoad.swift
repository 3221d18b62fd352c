/// How many tasks finish between two polls, and how long they take.
struct CallsLoad: CustomStringConvertible, Sendable {
    /// A task that comes and goes at given seconds, counted from the first poll that is measured.
    struct Task {
        var created: Int
        var finished: Int
        var isFailed: Bool
    }

    /// Tasks that finish before each measured poll.
    var finishing: Int
    /// Measured polls.
    var polls: Int
    /// Whether service times are spread over three powers of ten, 15 s to 15,000 s; a minute otherwise.
    var isSpread: Bool

    var description: String {
        "\(finishing) a poll" + (finishing == 0 ? "" : isSpread ? ", 15 s to 15,000 s" : ", 60 s each")
    }

    /// The tasks, in the order of their creation.
    func tasks(pollSeconds: Int) -> [Task] {
        var random = SeededGenerator(seed: UInt64(finishing * 2 + (isSpread ? 1 : 0)))
        let tasks = (0..<finishing * polls).map { number in
            let poll = number / finishing
            let finished = poll * pollSeconds + Int.random(in: 0..<pollSeconds, using: &random)
            let service = isSpread ? spread(Double.random(in: 0..<1, using: &random)) : 60
            return Task(created: finished - service, finished: finished, isFailed: number % 50 == 0)
        }
        return tasks.sorted { ($0.created, $0.finished) < ($1.created, $1.finished) }
    }

    private func spread(_ share: Double) -> Int {
        // As many in every octave; interpolated between powers of two, which is near enough and needs no logarithm.
        let octave = Int(share * 10)
        let rest = share * 10 - Double(octave)
        return Int(15 * Double(1 << octave) * (1 + rest))
    }
}
