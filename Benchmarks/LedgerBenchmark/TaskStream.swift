import TaskLedger

/// Finished tasks of a busy account, 20 a second, with waits and processing times spread over three powers of ten.
struct TaskStream {
    /// The order in which the tasks come.
    enum Order: CaseIterable {
        /// By CreateTime: neighbours on a page are neighbours in the file.
        case created
        /// By FinishTime: a page's tasks were created up to an hour apart.
        case finished
    }

    let order: Order
    /// When the first task was created or finished, in seconds since 1970.
    let start: Int64
    private var count: Int64

    /// The tasks from the one with this number on.
    init(order: Order, start: Int64 = 1_767_225_600, from count: Int = 0) {
        self.order = order
        self.start = start
        self.count = Int64(count)
    }

    /// The next tasks.
    mutating func next(_ tasks: Int) -> [TaskSighting] {
        (0..<tasks).map { _ in next() }
    }

    private mutating func next() -> TaskSighting {
        count += 1
        let noise = UInt64(bitPattern: count) &* 0x9e37_79b9_7f4a_7c15
        let wait = Int64(noise >> 50) % 600
        let processing = Self.spread(noise >> 20 & 0xffff)
        let moment = start + count / 20
        let created = order == .created ? moment : moment - wait - processing
        let hexadecimal = String(noise, radix: 16)
        return TaskSighting(
            id: "24000022-WorkflowTask-\(hexadecimal)\(count)0123456789abcdeftt0",
            type: ["WorkflowTask", "EditMediaTask", "ScheduleTask"][Int(count % 3)],
            subTaskTypes: ["Transcode", "AiRecognition"],
            created: .at(created * 1000), begun: .at((created + wait) * 1000),
            finished: .at((created + wait + processing) * 1000))
    }

    /// From 3 to 3,000 seconds, every power of ten as often as the others.
    private static func spread(_ noise: UInt64) -> Int64 {
        let base: Int64 = [3, 30, 300][Int(noise % 3)]
        return base + Int64(noise) % (base * 9)
    }
}
