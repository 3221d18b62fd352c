import MPSExporter
import TaskLedger
import Testing

/// Reading WAITING or PROCESSING to its end.
@Suite struct ListingPassTests {
    private func sightings(_ ids: [String]) -> [TaskSighting] {
        ids.map {
            TaskSighting(id: $0, type: "WorkflowTask", created: .unset, begun: .unset, finished: .unset)
        }
    }

    private func pass(_ pages: [(ids: [String], token: String)]) -> ListingPass {
        var pass = ListingPass(number: 1, listing: .waiting, started: 0)
        for page in pages where pass.isUnderWay { pass.take(sightings(page.ids), token: page.token) }
        return pass
    }

    @Test func `each task counts once, on however many pages it comes`() {
        let pass = pass([(["a", "b"], "1"), (["b", "c"], "2"), (["a", "d"], "")])
        #expect(pass.state == .complete)
        #expect(pass.tasksByType == ["WorkflowTask": 4])
    }

    @Test func `pages without a new task break it at the fourth in a row, though their tokens are new`() {
        let circling = (2...5).map { (ids: ["a", "b"], token: "\($0)") }
        #expect(pass([(["a", "b"], "1")] + circling.prefix(3)).state == .goesOn("4"))
        #expect(pass([(["a", "b"], "1")] + circling).state == .broken)
    }

    @Test func `a new task among them lets it go on`() {
        let pages = (1...12).map { (ids: $0 % 3 == 0 ? ["\($0)"] : ["a"], token: "\($0)") }
        #expect(pass(pages).state == .goesOn("12"))
    }

    @Test func `it lacks rows while none came although some are listed`() {
        var pass = ListingPass(number: 1, listing: .waiting, started: 0)
        pass.take([], token: "1", totalCount: 7)
        #expect(pass.lacksRows)
        pass.take(sightings(["a"]), token: "")
        #expect(!pass.lacksRows && pass.state == .complete)
    }

    @Test func `twenty failed calls in a row are too many`() {
        var pass = ListingPass(number: 1, listing: .waiting, started: 0)
        #expect((1...19).allSatisfy { _ in pass.endures() })
        pass.take(sightings(["a"]), token: "1")
        #expect((1...19).allSatisfy { _ in pass.endures() } && !pass.endures())
    }
}
