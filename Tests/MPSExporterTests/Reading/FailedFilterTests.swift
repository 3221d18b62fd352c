import Foundation
import MPSExporter
import Testing

/// What is made of what was seen of SubTaskHasFailed, over polls and days.
@Suite struct FailedFilterTests {
    private static let day: Int64 = 86_400_000

    private func filter(after verdicts: FailedFilterProbe.Verdict...) -> FailedFilter {
        var filter = FailedFilter()
        for verdict in verdicts { filter.conclude(verdict, at: Moment.now) }
        return filter
    }

    @Test func `a filter that tells is used, and not asked about again`() {
        let filter = filter(after: .tells)
        #expect(filter.belief == .tells && filter.isUsed == true && filter.countsFailed)
        #expect(!filter.isInQuestion(at: Moment.now + 10 * Self.day))
    }

    @Test func `while nothing has finished it is in question, and the counter shows that nothing has failed`() {
        let filter = filter(after: .nothing, .nothing)
        #expect(filter.belief == .accepted && filter.isUsed == nil && filter.countsFailed)
        #expect(filter.isInQuestion(at: Moment.now))
    }

    @Test func `until it is tried, and while answers leave it open, no number is shown`() {
        for filter in [FailedFilter(), filter(after: .unclear, .unclear, .unclear, .unclear)] {
            #expect(filter.belief == .untried && filter.isUsed == nil && !filter.countsFailed)
            #expect(filter.isInQuestion(at: Moment.now))
        }
    }

    @Test(arguments: [[FailedFilterProbe.Verdict.ignored], Array(repeating: .unclear, count: 5)])
    func `one that is ignored, or never gets clear, is of no use for a day`(verdicts: [FailedFilterProbe.Verdict]) {
        var filter = FailedFilter()
        for verdict in verdicts { filter.conclude(verdict, at: Moment.now) }
        #expect(filter.belief == .useless && filter.isUsed == false && !filter.countsFailed)
        #expect(!filter.isInQuestion(at: Moment.now + Self.day - 1))
        #expect(filter.isInQuestion(at: Moment.now + Self.day))
        #expect(filter.isInQuestion(at: Moment.now - 1), "after a clock that was ahead")
        filter.conclude(.tells, at: Moment.now + Self.day)
        #expect(filter.belief == .tells)
    }

    @Test func `an unclear answer after a clear one begins anew`() {
        var filter = filter(after: .unclear, .unclear, .unclear, .unclear, .nothing)
        for _ in 0..<4 { filter.conclude(.unclear, at: Moment.now) }
        #expect(filter.belief == .accepted)
        filter.conclude(.unclear, at: Moment.now)
        #expect(filter.belief == .useless)
    }

    @Test func `a refusal is believed at once of an API that never took it, for a day`() {
        var filter = FailedFilter()
        let isBelieved = filter.refused(at: Moment.now)
        #expect(isBelieved)
        #expect(filter.belief == .refused && filter.isUsed == false && !filter.countsFailed)
        #expect(!filter.isInQuestion(at: Moment.now + Self.day - 1))
        #expect(filter.isInQuestion(at: Moment.now + Self.day))
        let isBelievedAgain = filter.refused(at: Moment.now + Self.day)
        #expect(isBelievedAgain)
        #expect(!filter.isInQuestion(at: Moment.now + 2 * Self.day - 1))
    }

    @Test(arguments: [FailedFilterProbe.Verdict.tells, .nothing, .unclear])
    func `of one that took it, when three in a row met one`(verdict: FailedFilterProbe.Verdict) {
        var filter = filter(after: verdict)
        let believed = filter.belief
        let before = (0..<2).map { _ in filter.refused(at: Moment.now) }
        filter.answered()
        let after = (0..<2).map { _ in filter.refused(at: Moment.now) }
        #expect(before == [false, false] && after == [false, false] && filter.belief == believed)
        let third = filter.refused(at: Moment.now)
        #expect(third && filter.belief == .refused)
    }

    @Test(arguments: [
        (#"{"acceptsFailedFilter":true}"#, FailedFilter.Belief.accepted, true),
        (#"{"acceptsFailedFilter":false}"#, .refused, false), ("{}", .untried, false),
    ])
    func `a state file of before is asked about, with its counter shown`(
        member: String, belief: FailedFilter.Belief, counts: Bool
    ) throws {
        var file = try #require(
            JSONSerialization.jsonObject(with: Data(CollectorMemory().bookmark ?? [])) as? [String: Any])
        let old = try #require(JSONSerialization.jsonObject(with: Data(member.utf8)) as? [String: Any])
        #expect(file["judgedFailedFilter"] == nil)
        file["passes"] = 7
        file.merge(old) { _, new in new }
        let memory = try CollectorMemory(bookmark: [UInt8](try JSONSerialization.data(withJSONObject: file)))
        #expect(memory.passes == 7)
        #expect(memory.failedFilter.belief == belief && memory.failedFilter.countsFailed == counts)
        #expect(memory.failedFilter.isInQuestion(at: Moment.now))
    }

    @Test func `what was found is kept in the state file`() throws {
        for filter in [filter(after: .tells), filter(after: .nothing), filter(after: .ignored)] {
            var memory = CollectorMemory()
            memory.failedFilter = filter
            let bookmark = try #require(memory.bookmark)
            #expect(try CollectorMemory(bookmark: bookmark).failedFilter == filter)
        }
    }
}
