import FoundationEssentials
import MediaProcessing
import TencentCloud
import Testing

struct TaskPageRequestTests {
    private func json(_ request: TaskPageRequest) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(request), as: UTF8.self)
    }

    @Test func `sends status and limit alone by default, the limit as an integer`() throws {
        #expect(try json(TaskPageRequest(status: .waiting)) == #"{"Limit":100,"Status":"WAITING"}"#)
        #expect(try json(TaskPageRequest(status: .processing, limit: 1)) == #"{"Limit":1,"Status":"PROCESSING"}"#)
    }

    @Test func `sends all six fields under their documented names`() throws {
        let request = TaskPageRequest(
            status: .finish, subTaskHasFailed: false, limit: 5, scrollToken: "taskId6",
            startTime: UnixTime(milliseconds: 1_612_325_106_999), endTime: UnixTime(seconds: 1_612_411_506))
        let expected =
            #"{"EndTime":"2021-02-04T04:05:06Z","Limit":5,"ScrollToken":"taskId6","#
            + #""StartTime":"2021-02-03T04:05:06Z","Status":"FINISH","SubTaskHasFailed":false}"#
        #expect(try json(request) == expected)
    }

    @Test func `has the vocabulary of the API`() {
        #expect(TaskStatus.waiting.rawValue == "WAITING")
        #expect(TaskStatus.processing.rawValue == "PROCESSING")
        #expect(TaskStatus.finish.rawValue == "FINISH")
        #expect(MediaProcessingClient.service == APIService(name: "mps", version: "2019-06-12"))
    }
}
