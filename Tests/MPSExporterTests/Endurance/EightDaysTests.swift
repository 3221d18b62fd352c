import Foundation
import MPSExporter
import MPSSimulator
import TaskLedger
import TencentCloud
import Testing

/// Eight virtual days on a state file of the disk: the API lists seven, so on the eighth all that grows must level off.
/// `make torture` has 20 tasks a second, as many as 1,728,000 a day.
@Suite(.serialized) struct EightDaysTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))
    private let life = ExporterLife()

    private func api(_ course: EightDaysCourse) throws -> SimulatedAPI {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.queue.arrivalRate = Double(Effort.of(debug: 5, release: 100, torture: 20_000)) / 1_000
        simulation.queue.dayCurve = .flat
        simulation.queue.order = course.order
        // 20 tasks a second of the usual mix keep 1,800 busy; some 5,500 live streams need none.
        simulation.queue.workers = 5_000
        return try SimulatedAPI(simulation, clock: clock)
    }

    /// What must level off.
    private struct Mark {
        var fileBytes: Int
        var footprint: ProcessFootprint
        var tasks: Int
        /// Those that the simulator knows, for a day longer than the API lists them; with 20 a second nearly all memory is
        /// its own.
        var simulated: Int
    }

    @Test(.timeLimit(.minutes(180)), arguments: EightDaysCourse.all)
    func `files, memory and the state file level off, and the counters are the truth`(
        _ course: EightDaysCourse
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let interval = Effort.of(debug: 1_800, release: 300, torture: 60)
        let api = try api(course)
        let settings = CollectorSettings(
            account: "endurance", pollInterval: .seconds(interval), maxPages: 200, history: .zero, layout: .usual)
        let exporter = try EnduringExporter(
            settings, path: folder.appendingPathComponent("state.sqlite").path, api: api, clock: clock, life: life)

        let marks = try await live(exporter, course, api, interval: interval)
        expectLevel(marks[0], marks[1])
        api.update { $0.queue.setArrivalRate(0) }
        let differences = try await differencesAtLast(exporter, api, interval: interval)
        #expect(differences == [])
        #expect(life.snapshot?.ledger?.gap == 0)
        try exporter.close()
    }

    /// What differs when all has been counted that is due: a count may be late by a tenth of a task's age, and of the 5,500
    /// live streams of 20 tasks a second some have always just ended. Polls go on as before: a poll reads only so much.
    private func differencesAtLast(
        _ exporter: EnduringExporter, _ api: SimulatedAPI, interval: Int
    ) async throws -> [String] {
        var last: [String] = []
        for round in 0..<Effort.of(debug: 3, release: 3, torture: 60) {
            await exporter.readAll()
            let totals = try #require(life.snapshot?.ledger).totals
            last = TruthComparison(truth: try truth(api), totals: totals, countsFailed: true).differences
            if last.isEmpty { return [] }
            for _ in 0..<round {
                clock.advance(by: .seconds(interval))
                await exporter.readAll()
            }
            clock.advance(by: .seconds(interval))
        }
        return last
    }

    /// Eight days; what stood after seven days and two hours, when the first rows have gone, and at their end.
    private func live(
        _ exporter: EnduringExporter, _ course: EightDaysCourse, _ api: SimulatedAPI, interval: Int
    ) async throws -> [Mark] {
        var marks: [Mark] = []
        let polls = 8 * 86_400 / interval
        var deaths = 0
        for poll in 0..<polls {
            if course.kills(at: poll, of: polls) { life.doom(after: 3 + deaths) }
            api.setFaults(course.isOutOfReach(at: poll, of: polls) ? 1 : 0)
            await exporter.readAll()
            if life.isDead {
                deaths += 1
                life.doom(after: nil)
                try exporter.restart()
            }
            // The truth is kept up from the first time it is asked for.
            if poll == 0 { _ = try truth(api) }
            clock.advance(by: .seconds(interval))
            guard poll == polls * 170 / 192 || poll == polls - 1 else { continue }
            let tasks = try #require(life.snapshot?.ledger?.tasks)
            let simulated = api.update { $0.queue.knownTasks }
            marks.append(
                Mark(fileBytes: exporter.fileBytes, footprint: try .now(), tasks: tasks, simulated: simulated))
        }
        #expect(deaths == (course.hasMishaps ? 2 : 0))
        return marks
    }

    private func expectLevel(_ before: Mark, _ after: Mark) {
        #expect(after.tasks <= before.tasks * 102 / 100 + 50, "rows: \(before.tasks), then \(after.tasks)")
        #expect(after.fileBytes <= before.fileBytes * 102 / 100 + 1_048_576)
        // Other tests open and close files meanwhile; one that stays open a poll would be many.
        #expect(after.footprint.openFiles <= before.footprint.openFiles + 16)
        let share = max(1, Double(after.simulated) / Double(before.simulated))
        #expect(Double(after.footprint.residentKiB) <= Double(before.footprint.residentKiB) * 1.05 * share + 8_192)
    }

    private func truth(_ api: SimulatedAPI) throws -> Truth {
        let epoch = try #require(life.snapshot?.ledger?.epoch)
        return api.truth(since: UnixTime(milliseconds: epoch))
    }
}
