import MPSSimulator
import Testing

@Suite struct TaskQueueTests {
    @Test func `the same seed lives the same life in however many steps`() throws {
        var stepwise = Worlds.queue(Worlds.small(oddities: .all))
        for step in 1...7200 { stepwise.advance(to: Worlds.start + Int64(step) * 1000) }
        var atOnce = Worlds.queue(Worlds.small(oddities: .all), after: 7200)
        for phase in TaskPhase.allCases { #expect(try stepwise.rows(phase) == atOnce.rows(phase)) }
        #expect(stepwise.truth(since: 0) == atOnce.truth(since: 0))
        #expect(stepwise.depth(.finished) > 500)
    }

    @Test func `another seed lives another life`() throws {
        let one = Worlds.queue(Worlds.small(seed: 1), after: 3600)
        let other = Worlds.queue(Worlds.small(seed: 2), after: 3600)
        #expect(try one.rows(.finished) != other.rows(.finished))
    }

    @Test func `every task is submitted once and ends once`() throws {
        var queue = Worlds.queue(Worlds.small(), after: 6 * 3600)
        queue.setArrivalRate(0)
        queue.advance(to: Worlds.start + 5 * 86_400_000)
        #expect(queue.depth(.waiting) == 0 && queue.depth(.processing) == 0)
        let rows = try queue.rows(.finished)
        let truth = queue.truth(since: 0)
        let submitted = truth.types.values.reduce(0) { $0 + $1.submitted }
        #expect(Set(rows.map(\.id)).count == rows.count)
        #expect(submitted > 2000 && submitted == UInt64(rows.count))
        for type in truth.types.values {
            #expect(type.started == type.submitted && type.finished == type.submitted)
            #expect(type.wait.count == type.started && type.turnaround.count == type.finished)
            #expect(type.wait.sumMilliseconds + type.processing.sumMilliseconds == type.turnaround.sumMilliseconds)
        }
    }

    @Test func `a task has one status at a time, and its times follow each other`() throws {
        var queue = Worlds.queue(Worlds.small())
        for step in 1...200 {
            queue.advance(to: Worlds.start + Int64(step) * 37_000)
            let rows = try TaskPhase.allCases.flatMap { try queue.rows($0) }
            #expect(Set(rows.map(\.id)).count == rows.count)
            for row in try queue.rows(.finished) {
                let times = [row.created, row.begun, row.finished].compactMap(\.milliseconds)
                #expect(times.count == 3 && times == times.sorted())
            }
        }
    }

    @Test func `no more tasks are processed than there are workers`() throws {
        var configuration = Worlds.small()
        configuration.types = [TaskTypeProfile(name: "WorkflowTask", share: 1, serviceTime: .fixed(seconds: 100))]
        configuration.workers = 9
        var queue = Worlds.queue(configuration)
        var busiest = 0
        for step in 1...1000 {
            queue.advance(to: Worlds.start + Int64(step) * 5000)
            busiest = max(busiest, queue.depth(.processing))
            #expect(queue.depth(.processing) <= 9)
            #expect(queue.depth(.waiting) == 0 || queue.depth(.processing) == 9)
        }
        #expect(busiest == 9)
        queue.setWorkers(3)
        queue.advance(to: Worlds.start + 5_200_000)
        #expect(queue.depth(.processing) == 3)
    }

    @Test func `arrivals keep their rate and swing with the day`() throws {
        var configuration = Worlds.small()
        configuration.arrivalRate = 1
        configuration.workers = 1000
        configuration.dayCurve = DayCurve(amplitude: 0.8, peakHour: 12)
        var queue = Worlds.queue(configuration, after: 86_400)
        let day = Worlds.start
        func submitted(fromHour: Int64, toHour: Int64) -> Double {
            let truth = queue.truth(since: day + fromHour * 3_600_000, until: day + toHour * 3_600_000)
            return Double(truth.types.values.reduce(0) { $0 + $1.submitted })
        }
        #expect(abs(submitted(fromHour: 0, toHour: 24) / 86_400 - 1) < 0.02)
        #expect(abs(submitted(fromHour: 11, toHour: 13) / 7200 - 1.79) < 0.1)
        #expect(abs(submitted(fromHour: 23, toHour: 24) / 3600 - 0.21) < 0.05)
    }

    @Test func `speed shortens gaps and service but not the clock`() throws {
        var configuration = Worlds.small()
        configuration.dayCurve = .flat
        configuration.speed = 60
        var queue = Worlds.queue(configuration, after: 600)
        let truth = queue.truth(since: 0)
        let submitted = truth.types.values.reduce(0) { $0 + $1.submitted }
        #expect((4900...5900).contains(submitted))
        #expect(truth.now == Double(Worlds.start) / 1000 + 600)
        let workflow = try #require(truth.types["WorkflowTask"])
        #expect(workflow.processing.sum / Double(workflow.processing.count) < 3)
    }

    @Test func `a stopped type waits while the others go on`() throws {
        var queue = Worlds.queue(Worlds.small(), after: 3600)
        queue.setWorkers(50)
        queue.setStoppedTypes(["ScheduleTask"])
        let before = queue.truth(since: 0)
        queue.advance(to: Worlds.start + 7_200_000)
        let after = queue.truth(since: 0)
        #expect(after.types["ScheduleTask"]?.started == before.types["ScheduleTask"]?.started)
        #expect(try #require(after.types["WorkflowTask"]?.started) > #require(before.types["WorkflowTask"]?.started))
        #expect(Set(try queue.rows(.waiting).map(\.type)) == ["ScheduleTask"])
        queue.setStoppedTypes([])
        queue.advance(to: Worlds.start + 14_400_000)
        #expect(try !queue.rows(.waiting).contains { $0.type == "ScheduleTask" })
    }

    @Test func `a burst comes in one second`() throws {
        var configuration = Worlds.small()
        configuration.arrivalRate = 0
        configuration.bursts = Bursts(perDay: 2000, size: 500)
        let queue = Worlds.queue(configuration, after: 60)
        let counts = Dictionary(
            grouping: try TaskPhase.allCases.flatMap { try queue.rows($0) }, by: \.created.milliseconds
        ).mapValues(\.count)
        #expect(!counts.isEmpty && counts.values.allSatisfy { $0 % 500 == 0 })
    }

    @Test func `history is finished and inside the window`() throws {
        var configuration = Worlds.small()
        configuration.history = 5000
        let queue = Worlds.queue(configuration)
        let rows = try queue.rows(.finished)
        #expect(rows.count == 5000 && queue.depth(.waiting) == 0 && queue.depth(.processing) == 0)
        let window = (Worlds.start - 604_800_000)...Worlds.start
        #expect(rows.allSatisfy { row in row.created.milliseconds.map(window.contains) ?? false })
        #expect(rows.allSatisfy { row in row.finished.milliseconds.map(window.contains) ?? false })
        let firstDay = rows.count { ($0.created.milliseconds ?? 0) < Worlds.start - 6 * 86_400_000 }
        #expect((600...830).contains(firstDay))
    }

    @Test func `history can be kept away from the end of the window`() throws {
        var configuration = Worlds.small()
        configuration.history = 500
        configuration.historySpan = 6 * 86_400
        configuration.arrivalRate = 0
        var queue = Worlds.queue(configuration, after: 86_000)
        #expect(queue.depth(.finished) == 500)
        queue.advance(to: Worlds.start + 2 * 86_400_000)
        #expect((300..<500).contains(queue.depth(.finished)))
    }

    @Test func `tasks submitted by hand take the time they are given`() throws {
        var configuration = Worlds.small()
        configuration.arrivalRate = 0
        configuration.workers = 1000
        var queue = Worlds.queue(configuration)
        #expect(queue.submit(150, ofType: "WorkflowTask", serviceSeconds: 30) == 150)
        #expect(queue.submit(1, ofType: "NoSuchTask") == 0)
        queue.advance(to: Worlds.start + 29_999)
        #expect(queue.depth(.processing) == 150)
        queue.advance(to: Worlds.start + 30_000)
        #expect(queue.depth(.finished) == 150)
    }
}
