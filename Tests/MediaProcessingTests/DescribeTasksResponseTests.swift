import MediaProcessing
import TencentCloud
import Testing

struct DescribeTasksResponseTests {
    private let moment = TaskTime.at(UnixTime(seconds: 1_545_919_035))

    private func page(_ text: String) throws(APIError) -> TaskPage {
        let envelope = try ResponseEnvelope<DescribeTasksResponse>(parsing: Array(text.utf8))
        return envelope.body.page(requestID: envelope.requestID, serverTime: nil)
    }

    private func task(_ id: String, finishTime: TaskTime) -> TaskSummary {
        TaskSummary(
            id: id, type: "WorkflowTask", subTaskTypes: ["action-trans"], createTime: moment, beginProcessTime: moment,
            finishTime: finishTime)
    }

    @Test func `has the documented examples byte for byte`() {
        let examples = [
            ExampleResponses.finishedFirstPage, ExampleResponses.finishedLastPage, ExampleResponses.processing,
        ]
        #expect(examples.map(\.utf8.count) == [2003, 535, 535])
    }

    @Test func `reads the documented first page of finished tasks`() throws {
        let expected = TaskPage(
            totalCount: 12, tasks: (1...5).map { task("taskId\($0)", finishTime: moment) }, scrollToken: "taskId6",
            requestID: "46311b39-10ce-47eb-b2b6-7ce82bb4476d")
        #expect(try page(ExampleResponses.finishedFirstPage) == expected)
    }

    @Test func `reads the documented last page, its finished task without a finish time`() throws {
        let expected = TaskPage(
            totalCount: 1, tasks: [task("taskId7", finishTime: .unset)], scrollToken: "",
            requestID: "46311b39-10ce-47eb-b2b6-7ce82bb4476d")
        #expect(try page(ExampleResponses.finishedLastPage) == expected)
    }

    @Test func `reads the documented page of tasks being processed, one with a finish time`() throws {
        let expected = TaskPage(
            totalCount: 1, tasks: [task("taskId6", finishTime: moment)], scrollToken: "",
            requestID: "46311b39-10ce-47eb-b2b6-7ce82bb4476d")
        #expect(try page(ExampleResponses.processing) == expected)
    }

    @Test(arguments: [
        #"{"Response":{}}"#,
        #"{"Response":{"TotalCount":null,"TaskSet":null,"ScrollToken":null,"RequestId":null,"Error":null}}"#,
        #"{"Response":{"TaskSet":[],"DeprecatedWarning":"soon","Later":[{"x":{}}]}}"#,
    ])
    func `bears every member missing or null, and unknown ones`(text: String) throws {
        #expect(try page(text) == TaskPage(totalCount: nil, tasks: [], scrollToken: ""))
    }

    @Test func `tells a count of zero from none`() throws {
        #expect(try page(#"{"Response":{"TotalCount":0}}"#).totalCount == 0)
    }

    @Test func `bears rows with nothing but an id, and unknown types`() throws {
        let page = try page(
            #"""
            {"Response":{"TaskSet":[{"TaskId":"a"},
            {"TaskId":"b","TaskType":null,"SubTaskTypes":null,"CreateTime":null,"BeginProcessTime":"","FinishTime":"x"},
            {"TaskId":"c","TaskType":"Tomorrow","SubTaskTypes":["x","","x"],"Status":{"new":1}}]}}
            """#)
        #expect(
            page.tasks == [
                TaskSummary(id: "a", type: "", createTime: .unset, beginProcessTime: .unset, finishTime: .unset),
                TaskSummary(id: "b", type: "", createTime: .unset, beginProcessTime: .unset, finishTime: .unparsable),
                TaskSummary(
                    id: "c", type: "Tomorrow", subTaskTypes: ["x", "", "x"], createTime: .unset,
                    beginProcessTime: .unset, finishTime: .unset),
            ])
        #expect(page.rowsWithoutID == 0)
    }

    @Test func `drops rows without an id and says how many`() throws {
        let page = try page(
            #"{"Response":{"TotalCount":4,"TaskSet":[{},{"TaskId":null},{"TaskId":"a"},{"TaskId":""}],"ScrollToken":"b"}}"#
        )
        #expect(page.tasks.map(\.id) == ["a"])
        #expect(page.rowsWithoutID == 3)
        #expect(page.scrollToken == "b")
    }

    @Test func `resolves escapes in ids and times`() throws {
        let page = try page(
            #"{"Response":{"TaskSet":[{"TaskId":"a\u002Db","CreateTime":"2018-12-27T13\u003a57:15Z"}]}}"#)
        #expect(page.tasks.first?.id == "a-b")
        #expect(page.tasks.first?.createTime == moment)
    }

    @Test(arguments: [
        (#""TotalCount":"12""#, "Response.TotalCount: expected an integer, got a string"),
        (#""TotalCount":1.5"#, "Response.TotalCount: expected an integer, got a number"),
        (#""TotalCount":-1"#, "Response.TotalCount: expected a count, got a number"),
        (#""TotalCount":9007199254740993"#, "Response.TotalCount: expected a count, got a number"),
        (#""ScrollToken":5"#, "Response.ScrollToken: expected a string, got a number"),
        (#""TaskSet":{}"#, "Response.TaskSet: expected an array, got an object"),
        (#""TaskSet":[null]"#, "Response.TaskSet[0]: expected an object, got null"),
        (#""TaskSet":[{"TaskId":"a"},"b"]"#, "Response.TaskSet[1]: expected an object, got a string"),
        (#""TaskSet":[{"TaskId":7}]"#, "Response.TaskSet[0].TaskId: expected a string, got a number"),
        (#""TaskSet":[{"TaskType":[]}]"#, "Response.TaskSet[0].TaskType: expected a string, got an array"),
        (#""TaskSet":[{"SubTaskTypes":"a"}]"#, "Response.TaskSet[0].SubTaskTypes: expected an array, got a string"),
        (#""TaskSet":[{"SubTaskTypes":[7]}]"#, "Response.TaskSet[0].SubTaskTypes[0]: expected a string, got a number"),
        (#""TaskSet":[{"CreateTime":7}]"#, "Response.TaskSet[0].CreateTime: expected a string, got a number"),
        (#""TaskSet":[{"FinishTime":{}}]"#, "Response.TaskSet[0].FinishTime: expected a string, got an object"),
    ])
    func `takes members of another kind for malformed`(members: String, reason: String) {
        let error = #expect(throws: APIError.self) { try self.page(#"{"Response":{\#(members)}}"#) }
        #expect(error == .malformed(reason: reason))
    }

    @Test func `never crashes on mutated pages`() {
        var random = SeededGenerator(seed: 2)
        var good = 0
        var malformed = 0
        let seed = Array(ExampleResponses.finishedLastPage.utf8)
        for _ in 0..<5000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[position] = Array(#"{}[]",:\u0n-"#.utf8).randomElement(using: &random) ?? 0
                case 2: bytes.remove(at: position)
                case 3: bytes.insert(bytes[position], at: position)
                default: if Int.random(in: 0..<20, using: &random) == 0 { bytes.removeLast(bytes.count - position) }
                }
            }
            do throws(APIError) {
                let envelope = try ResponseEnvelope<DescribeTasksResponse>(parsing: bytes)
                let page = envelope.body.page(requestID: nil, serverTime: nil)
                #expect(page.tasks.count + page.rowsWithoutID <= 2)
                good += 1
            } catch {
                #expect(error.metricCode == "malformed")
                malformed += 1
            }
        }
        #expect(good > 300 && malformed > 300)
    }
}
