import TaskLedger
import TencentCloud

/// Finished tasks of a busy account, 20 a second, as the API would list them: waits up to ten minutes, processing
/// from 3 to 3,000 seconds, every power of ten as often as the others.
struct FinishedTasks {
    private var count: Int64 = 0

    /// The next task.
    mutating func next() -> TaskSighting {
        count += 1
        let noise = UInt64(bitPattern: count) &* 0x9e37_79b9_7f4a_7c15
        let base: Int64 = [3, 30, 300][Int(noise >> 20 % 3)]
        let created = (1_767_225_600 + count / 20) * 1000
        let begun = created + Int64(noise >> 50) % 600 * 1000
        let finished = begun + (base + Int64(noise >> 30 & 0xffff) % (base * 9)) * 1000
        return TaskSighting(
            id: "24000022-WorkflowTask-\(String(noise, radix: 16))\(count)0123456789abcdeftt0",
            type: ["WorkflowTask", "EditMediaTask", "ScheduleTask"][Int(count % 3)],
            subTaskTypes: ["Transcode", "AiRecognition"], created: .at(created), begun: .at(begun),
            finished: .at(finished))
    }

    /// The next page of 100 tasks, as the bytes of a `DescribeTasks` response.
    mutating func nextResponse() -> [UInt8] {
        let rows = (0..<100).map { _ in Self.row(next()) }.joined(separator: ",")
        let response = """
            {"Response":{"TotalCount":100000,"TaskSet":[\(rows)],\
            "ScrollToken":"24000022-WorkflowTask-token","RequestId":"bba70dbb-6cd5-4e1b-a5b2-9c9ecf4ab0c0"}}
            """
        return Array(response.utf8)
    }

    private static func row(_ task: TaskSighting) -> String {
        let subTaskTypes = task.subTaskTypes.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"TaskId":"\(task.id)","TaskType":"\(task.type)","CreateTime":"\(text(task.created))",\
            "BeginProcessTime":"\(text(task.begun))","FinishTime":"\(text(task.finished))",\
            "SubTaskTypes":[\(subTaskTypes)]}
            """
    }

    private static func text(_ time: SightedTime) -> String {
        time.milliseconds.map { UnixTime(milliseconds: $0).rfc3339 } ?? ""
    }
}
