import MPSSimulator
import MediaProcessing
import TencentCloud
import Testing

@Suite struct DescribeTasksTests {
    @Test(arguments: [
        (#"{}"#, "MissingParameter"), ("", "MissingParameter"), (#"{"Status":null}"#, "MissingParameter"),
        (#"{"Status":"waiting"}"#, "InvalidParameterValue"), (#"{"Status":""}"#, "InvalidParameterValue"),
        (#"{"Status":1}"#, "InvalidParameter"), (#"{"Status":["WAITING"]}"#, "InvalidParameter"),
        (#"{"Status":"WAITING","Limit":"5"}"#, "InvalidParameter"),
        (#"{"Status":"WAITING","Limit":5.5}"#, "InvalidParameter"),
        (#"{"Status":"WAITING","Limit":0}"#, "InvalidParameterValue.Limit"),
        (#"{"Status":"WAITING","Limit":-1}"#, "InvalidParameterValue.Limit"),
        (#"{"Status":"WAITING","Limit":101}"#, "InvalidParameterValue.Limit"),
        (#"{"Status":"WAITING","ScrollToken":7}"#, "InvalidParameter"),
        (#"{"Status":"WAITING","ScrollToken":"taskId6"}"#, "InvalidParameterValue"),
        (#"{"Status":"FINISH","SubTaskHasFailed":"true"}"#, "InvalidParameter"),
        (#"{"Status":"FINISH","StartTime":"yesterday"}"#, "InvalidParameterValue"),
        (#"{"Status":"FINISH","EndTime":1772323200}"#, "InvalidParameter"),
        (#"{"Status":"FINISH","Region":"ap-guangzhou"}"#, "UnknownParameter"),
        (#"{"Status":"FINISH","Nothing":null}"#, "UnknownParameter"),
        ("[]", "InvalidParameter"), ("{", "InvalidParameter"), ("\u{FEFF}{}", "InvalidParameter"),
        (String(repeating: "[", count: 5000), "InvalidParameter"),
    ])
    func `a wrong parameter gets its code`(body: String, code: String) throws {
        let reply = try Bench().reply(body)
        #expect(reply.status == 200 && reply.errorCode == code)
    }

    @Test(arguments: [
        #"{"Status":"WAITING"}"#, #"{"Status":"PROCESSING","Limit":1}"#, #"{"Status":"FINISH","Limit":100}"#,
        #"{"Status":"FINISH","Limit":null,"ScrollToken":null,"SubTaskHasFailed":null}"#,
        #" { "Status" : "FINISH" , "SubTaskHasFailed" : true } "#, #"{"Status":"FINISH","ScrollToken":""}"#,
        #"{"Status":"FINISH","StartTime":"2026-02-20T00:00:00Z","EndTime":"2026-03-01T08:00:00+08:00"}"#,
    ])
    func `a right one does not`(body: String) throws {
        #expect(try Bench { $0.queue.history = 5 }.reply(body).errorCode == nil)
    }

    @Test(arguments: [
        "SubTaskHasFailed\":true", "StartTime\":\"2026-02-20T00:00:00Z\"", "EndTime\":\"2026-02-20T00:00:00Z\"",
    ])
    func `the API of old does not know the newer filters`(field: String) throws {
        let body = "{\"Status\":\"FINISH\",\"\(field)}"
        #expect(try Bench { $0.legacy = true }.reply(body).errorCode == "UnknownParameter")
        #expect(try Bench().reply(body).errorCode == nil)
        #expect(try Bench { $0.legacy = true }.reply(#"{"Status":"FINISH"}"#).errorCode == nil)
    }

    @Test func `a page reads to the byte like the documented examples`() throws {
        let bench = try Bench {
            $0.queue.arrivalRate = 0
            $0.queue.types = [
                TaskTypeProfile(
                    name: "WorkflowTask", share: 1, serviceTime: .fixed(seconds: 3),
                    subTaskTypes: [["Transcode", "AiRecognition"]])
            ]
        }
        bench.api.update { $0.queue.submit(2, ofType: "WorkflowTask", serviceSeconds: 3) }
        bench.clock.advance(by: .seconds(1))
        let reply = bench.reply(#"{"Status":"PROCESSING","Limit":1}"#)
        let rows = try TaskPageCheck.ids(in: reply)
        let expected =
            #"{"Response":{"TotalCount":2,"TaskSet":[{"TaskId":"\#(rows.ids[0])","TaskType":"WorkflowTask","#
            + #""SubTaskTypes":["Transcode","AiRecognition"],"CreateTime":"2026-03-01T00:00:00Z","#
            + #""BeginProcessTime":"2026-03-01T00:00:00Z","FinishTime":"0000-00-00T00:00:00Z"}],"#
            + #""ScrollToken":"\#(rows.token)","RequestId":"\#(rows.requestID)"}}"#
        #expect(reply.text == expected)
        #expect(try rows.ids[0].wholeMatch(of: Regex("1256000001-WorkflowTask-[0-9a-f]{32}tt0")) != nil)
        #expect(
            try rows.requestID.wholeMatch(
                of: Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                != nil)
        #expect(reply.field("Content-Type") == "application/json")
        #expect(reply.field("Date") == "Sun, 01 Mar 2026 00:00:01 GMT")
        let last = bench.reply(#"{"Status":"PROCESSING","Limit":1,"ScrollToken":"\#(rows.token)"}"#)
        #expect(try TaskPageCheck.ids(in: last).token == "" && TaskPageCheck.ids(in: last).ids == [rows.token])
    }

    @Test func `ten rows come unless asked for more, and every task once over the pages`() throws {
        let bench = try Bench { $0.queue.history = 950 }
        #expect(try TaskPageCheck.ids(in: bench.reply(#"{"Status":"FINISH"}"#)).ids.count == 10)
        var ids: [String] = []
        var token = ""
        repeat {
            let page = try TaskPageCheck.ids(
                in: bench.reply(#"{"Status":"FINISH","Limit":100,"ScrollToken":"\#(token)"}"#))
            #expect(page.total == 950)
            ids += page.ids
            token = page.token
        } while !token.isEmpty
        #expect(ids.count == 950 && Set(ids).count == 950)
    }

    @Test func `the same calls get the same bytes`() throws {
        var texts: [[String]] = []
        for _ in 0..<2 {
            let bench = try Bench {
                $0.queue.oddities = .all
                $0.faults = 0.4
                $0.faultKinds = FaultKind.allCases
            }
            texts.append(
                (0..<200).map { step in
                    bench.clock.advance(by: .seconds(13))
                    return bench.reply(#"{"Status":"\#(TaskPhase.allCases[step % 3].status)"}"#).text
                })
        }
        #expect(texts[0] == texts[1] && Set(texts[0]).count > 100)
    }

    @Test func `rows of every oddity are read as what they are`() throws {
        let bench = try Bench {
            $0.queue.oddities = .all
            $0.callsPerSecond = nil
        }
        bench.clock.advance(by: .seconds(20_000))
        let rows = bench.api.update { account in (try? account.queue.rows(.finished)) ?? [] }
        var token = ""
        var read: [String: [TaskTime]] = [:]
        repeat {
            let reply = bench.reply(#"{"Status":"FINISH","Limit":100,"ScrollToken":"\#(token)"}"#)
            let response = try #require(try JSONDocument(parsing: reply.body).root.member("Response"))
            let page = try DescribeTasksResponse(response: response).page(requestID: nil, serverTime: nil)
            for task in page.tasks { read[task.id] = [task.createTime, task.beginProcessTime, task.finishTime] }
            token = page.scrollToken
        } while !token.isEmpty
        #expect(rows.count > 1000 && read.count == rows.count)
        for row in rows {
            let times = [row.created, row.begun, row.finished].map { time -> TaskTime in
                time.milliseconds.map { .at(UnixTime(milliseconds: $0)) } ?? (time.isUnset ? .unset : .unparsable)
            }
            #expect(read[row.id] == times)
        }
    }
}

/// What a test wants of a page's JSON.
struct TaskPageCheck {
    var total: Int
    var ids: [String]
    var token: String
    var requestID: String

    static func ids(in reply: SimulatedReply) throws -> TaskPageCheck {
        let response = try #require(try JSONDocument(parsing: reply.body).root.member("Response"))
        return TaskPageCheck(
            total: try #require(try response.member("TotalCount")?.integer()),
            ids: try #require(try response.member("TaskSet")?.elements()).map { row in
                try #require(try row.member("TaskId")?.string())
            },
            token: try #require(try response.member("ScrollToken")?.string()),
            requestID: try #require(try response.member("RequestId")?.string()))
    }
}
