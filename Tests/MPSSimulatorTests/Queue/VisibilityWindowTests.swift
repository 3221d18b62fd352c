import MPSSimulator
import Testing

@Suite struct VisibilityWindowTests {
    private func world(_ window: VisibilityWindow) -> TaskQueue {
        var configuration = Worlds.small()
        configuration.window = window
        configuration.arrivalRate = 0
        configuration.workers = 100
        var queue = Worlds.queue(configuration)
        _ = queue.truth(since: Worlds.start)
        queue.submit(3, ofType: "WorkflowTask", serviceSeconds: 3600)
        queue.submit(2, ofType: "WorkflowTask", serviceSeconds: 9 * 86_400)
        return queue
    }

    private func depths(_ queue: inout TaskQueue, at seconds: Int64) -> [Int] {
        queue.advance(to: Worlds.start + seconds * 1000)
        return TaskPhase.allCases.map(queue.depth)
    }

    @Test func `by creation a task leaves after 168 hours, finished or not`() {
        var queue = world(.byCreation)
        #expect(depths(&queue, at: 3600) == [0, 2, 3])
        #expect(depths(&queue, at: 604_799) == [0, 2, 3])
        #expect(depths(&queue, at: 604_800) == [0, 0, 0])
        #expect(depths(&queue, at: 10 * 86_400) == [0, 0, 0])
        #expect(queue.truth(since: Worlds.start).types["WorkflowTask"]?.finished == 3)
        #expect(queue.truth(since: Worlds.start).types["WorkflowTask"]?.started == 5)
    }

    @Test func `by finish a task leaves 168 hours after it finished`() {
        var queue = world(.byFinish)
        #expect(depths(&queue, at: 604_800) == [0, 2, 3])
        #expect(depths(&queue, at: 608_399) == [0, 2, 3])
        #expect(depths(&queue, at: 608_400) == [0, 2, 0])
        #expect(depths(&queue, at: 9 * 86_400) == [0, 0, 2])
        #expect(depths(&queue, at: 16 * 86_400) == [0, 0, 0])
        #expect(queue.truth(since: Worlds.start).types["WorkflowTask"]?.finished == 5)
    }
}
