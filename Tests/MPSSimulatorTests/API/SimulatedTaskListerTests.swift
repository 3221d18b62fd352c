import MPSSimulator
import MediaProcessing
import TencentCloud
import Testing

@Suite struct SimulatedTaskListerTests {
    private func everyPage(_ bench: Bench, _ request: TaskPageRequest) async throws -> [TaskPage] {
        let lister = SimulatedTaskLister(bench.api)
        var request = request
        var pages: [TaskPage] = []
        repeat {
            let page = try await lister.page(request, deadline: nil)
            pages.append(page)
            request.scrollToken = page.scrollToken
        } while request.scrollToken?.isEmpty == false && pages.count < 1000
        return pages
    }

    @Test func `lists what the wire lists`() async throws {
        let bench = try Bench {
            $0.queue.oddities = .all
            $0.queue.history = 60
            $0.callsPerSecond = nil
        }
        bench.clock.advance(by: .seconds(9000))
        for status in [TaskStatus.waiting, .processing, .finish] {
            var token = ""
            for page in try await everyPage(bench, TaskPageRequest(status: status)) {
                let body = #"{"Status":"\#(status.rawValue)","Limit":100,"ScrollToken":"\#(token)"}"#
                let response = try #require(try JSONDocument(parsing: bench.reply(body).body).root.member("Response"))
                let wire = try DescribeTasksResponse(response: response).page(
                    requestID: nil, serverTime: page.serverTime)
                #expect(wire == page)
                token = page.scrollToken
            }
        }
    }

    @Test func `odd pages lead on to every task all the same`() async throws {
        let bench = try Bench {
            $0.queue.history = 400
            $0.pageOddities.short = 0.3
            $0.pageOddities.empty = 0.2
            $0.pageOddities.repeatedToken = 0.1
            $0.pageOddities.repeatedRow = 0.3
            $0.pageOddities.missingTotalCount = 0.2
            $0.pageOddities.ownTotalCount = 0.5
        }
        let pages = try await everyPage(bench, TaskPageRequest(status: .finish, limit: 20))
        let inner = pages.dropLast()
        #expect(Set(pages.flatMap { $0.tasks.map(\.id) }).count == 400)
        #expect(inner.contains { $0.tasks.isEmpty } && inner.contains { (1..<20).contains($0.tasks.count) })
        #expect(inner.contains { Set($0.tasks.map(\.id)).count < $0.tasks.count })
        #expect(inner.contains { $0.totalCount == nil } && inner.contains { $0.totalCount == 400 })
        #expect(pages.first?.totalCount ?? 400 == 400 && inner.contains { ($0.totalCount ?? 400) <= 20 })
        #expect(zip(pages, pages.dropFirst()).contains { $0.scrollToken == $1.scrollToken })
    }

    @Test func `refuses what the wire refuses`() async throws {
        let bench = try Bench { $0.legacy = true }
        let wrong: [(TaskPageRequest, String)] = [
            (TaskPageRequest(status: TaskStatus(rawValue: "ABORTED")), "InvalidParameterValue"),
            (TaskPageRequest(status: .finish, limit: 101), "InvalidParameterValue.Limit"),
            (TaskPageRequest(status: .finish, scrollToken: "taskId6"), "InvalidParameterValue"),
            (TaskPageRequest(status: .finish, subTaskHasFailed: true), "UnknownParameter"),
            (TaskPageRequest(status: .finish, startTime: bench.clock.now()), "UnknownParameter"),
            (TaskPageRequest(status: .finish, endTime: bench.clock.now()), "UnknownParameter"),
        ]
        for (request, code) in wrong {
            let error = await #expect(throws: APIError.self) {
                try await SimulatedTaskLister(bench.api).page(request, deadline: nil)
            }
            #expect(error?.metricCode == code)
        }
    }

    @Test func `fails as often as asked for`() async throws {
        let bench = try Bench { $0.faults = 0.5 }
        var failures = 0
        for _ in 0..<400 {
            do {
                _ = try await SimulatedTaskLister(bench.api).page(TaskPageRequest(status: .finish), deadline: nil)
            } catch {
                failures += 1
            }
        }
        #expect((160...240).contains(failures))
    }
}
