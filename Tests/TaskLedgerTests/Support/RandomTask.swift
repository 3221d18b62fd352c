import TaskLedger

/// A task with all that the API may say of it, and what has to be counted of it by its own times.
struct RandomTask {
    let sighting: TaskSighting
    let isFailed: Bool

    /// Tasks around an epoch at second 1000, with all the oddities that rows have.
    static func some(_ count: Int, using generator: inout SeededGenerator) -> [RandomTask] {
        (0..<count).map { RandomTask(number: $0, using: &generator) }
    }

    private init(number: Int, using generator: inout SeededGenerator) {
        let types = ["WorkflowTask", "EditMediaTask", "ScheduleTask"]
        let subTaskTypes = ["Transcode", "AiRecognition", "Transcode", "Dubbing"]
        let created = Int64.random(in: 900...1400, using: &generator)
        let wait = generator.isOneIn(20) ? -3 : Int64(generator.next() >> UInt64.random(in: 55...63, using: &generator))
        let processing = Int64(generator.next() >> UInt64.random(in: 53...63, using: &generator))
        var sighting = TaskSighting.task(
            "24000022-WorkflowTask-\(number)", type: types[Int.random(in: 0...2, using: &generator)],
            subTaskTypes: Array(subTaskTypes.shuffled(using: &generator).prefix(number % 4)),
            created: created, begun: created + wait, finished: created + wait + processing)
        if generator.isOneIn(15) { sighting.created = generator.isOneIn(2) ? .unset : .unparsable }
        if generator.isOneIn(15) { sighting.begun = generator.isOneIn(2) ? .unset : .unparsable }
        if generator.isOneIn(15) { sighting.finished = generator.isOneIn(2) ? .unset : .unparsable }
        self.sighting = sighting
        isFailed = generator.isOneIn(4)
    }

    /// The rows in which it stands, in the order of its life.
    var rows: [(listing: TaskListing, sighting: TaskSighting)] {
        var waiting = sighting
        waiting.begun = .unset
        waiting.finished = .unset
        var processing = sighting
        processing.finished = .unset
        return [(.waiting, waiting), (.processing, processing), (.finish, sighting)]
            + (isFailed ? [(.finishFailed, sighting)] : [])
    }
}
