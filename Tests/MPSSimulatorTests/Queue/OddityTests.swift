import MPSSimulator
import Testing

@Suite struct OddityTests {
    private func rows(
        _ phase: TaskPhase, _ change: (inout Oddities) -> Void, after seconds: Int64 = 7200
    ) throws -> [ListingRow] {
        var oddities = Oddities()
        change(&oddities)
        var configuration = Worlds.small(oddities: oddities)
        if phase == .waiting { configuration.workers = 1 }
        return try Worlds.queue(configuration, after: seconds).rows(phase)
    }

    private func share(_ rows: [ListingRow], _ isOdd: (ListingRow) -> Bool) -> Double {
        Double(rows.count(where: isOdd)) / Double(max(1, rows.count))
    }

    @Test func `nothing is odd unless asked for`() throws {
        for row in try rows(.finished, { _ in }) {
            let texts = [row.created, row.begun, row.finished].compactMap(\.text)
            #expect(texts.count == 3 && texts.allSatisfy { $0.hasSuffix("Z") && $0.utf8.count == 20 })
            let times = [row.created, row.begun, row.finished].compactMap(\.milliseconds)
            #expect(times.count == 3 && times == times.sorted() && times.allSatisfy { $0 % 1000 == 0 })
            #expect(Set(row.subTaskTypes).count == row.subTaskTypes.count)
        }
    }

    @Test func `each oddity comes as often as asked`() throws {
        let near = { (share: Double) in abs(share - 0.3) < 0.08 }
        #expect(near(share(try rows(.finished) { $0.missingFinishTime = 0.3 }) { $0.finished.isUnset }))
        #expect(near(share(try rows(.finished) { $0.neverStarted = 0.3 }) { $0.begun.isUnset }))
        #expect(near(share(try rows(.finished) { $0.createTimeUnset = 0.3 }) { $0.created.isUnset }))
        #expect(
            near(
                share(try rows(.finished) { $0.createTimeUnparsable = 0.3 }) {
                    $0.created.milliseconds == nil && !$0.created.isUnset
                }))
        #expect(
            near(
                share(try rows(.finished) { $0.finishTimeUnparsable = 0.3 }) {
                    $0.finished.milliseconds == nil && !$0.finished.isUnset
                }))
        #expect(
            near(
                share(try rows(.finished) { $0.beginBeforeCreate = 0.3 }) {
                    ($0.begun.milliseconds ?? 0) < ($0.created.milliseconds ?? 0)
                }))
        #expect(
            near(share(try rows(.finished) { $0.offsetForm = 0.3 }) { $0.begun.text?.hasSuffix("+08:00") ?? false }))
        #expect(near(share(try rows(.finished) { $0.fractionForm = 0.3 }) { $0.begun.text?.contains(".") ?? false }))
        #expect(near(share(try rows(.waiting) { $0.contradictoryTimes = 0.3 }) { !$0.begun.isUnset }))
        #expect(
            share(try rows(.finished) { $0.instant = 0.3 }) {
                ($0.finished.milliseconds ?? 0) - ($0.begun.milliseconds ?? 0) <= 2000
            }
                >= 0.3)
    }

    @Test func `unset times take every form`() throws {
        let rows = try rows(.finished) {
            $0.missingFinishTime = 1
            $0.unsetForms = UnsetForm.allCases
        }
        #expect(Set(rows.map(\.finished)) == Set(UnsetForm.allCases.map { ShownTime.unset($0) }))
        let texts = Set(UnsetForm.allCases.map { ShownTime.unset($0).text })
        #expect(texts == ["0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "", nil])
    }

    @Test func `a late FinishTime is unset first`() throws {
        var oddities = Oddities()
        oddities.lateFinishTime = 1
        var queue = Worlds.queue(Worlds.small(oddities: oddities), after: 3600)
        queue.setArrivalRate(0)
        let latest = try #require(queue.rows(.finished).first { $0.finished.isUnset })
        #expect(try queue.rows(.finished).contains { !$0.finished.isUnset })
        queue.advance(to: Worlds.start + 3_661_000)
        #expect(try queue.rows(.finished).first { $0.id == latest.id }?.finished.milliseconds != nil)
    }

    @Test func `tasks can outlive the window`() throws {
        var oddities = Oddities()
        oddities.overWindow = 0.5
        var configuration = Worlds.small(oddities: oddities)
        configuration.window = .byFinish
        configuration.arrivalRate = 0.001
        var queue = Worlds.queue(configuration, after: 604_800)
        queue.setArrivalRate(0)
        #expect(queue.depth(.processing) > 100)
        queue.advance(to: Worlds.start + 16 * 86_400_000 + 10_000_000)
        #expect(queue.depth(.processing) == 0)
    }

    @Test func `times are written as RFC 3339`() {
        let time: Int64 = 1_545_919_035_250
        #expect(ShownTime.utc(time - 250).text == "2018-12-27T13:57:15Z")
        #expect(ShownTime.beijing(time - 250).text == "2018-12-27T21:57:15+08:00")
        #expect(ShownTime.fraction(time).text == "2018-12-27T13:57:15.250Z")
        #expect(ShownTime.withoutZone(time).text == "2018-12-27 13:57:15")
        #expect(ShownTime.utc(951_782_400_000).text == "2000-02-29T00:00:00Z")
        #expect(ShownTime.utc(1_772_323_199_000).text == "2026-02-28T23:59:59Z")
    }
}
