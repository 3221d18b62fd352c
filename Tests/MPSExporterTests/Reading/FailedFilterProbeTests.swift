import MPSExporter
import Testing

/// Three calls show what SubTaskHasFailed does.
@Suite struct FailedFilterProbeTests {
    private typealias Probe = FailedFilterProbe

    /// The verdict on three first pages, given as ids and TotalCount.
    private func verdict(
        all: (String, Int?), failed: (String, Int?), others: (String, Int?), isWhole: Bool = false
    ) -> Probe.Verdict {
        var probe = Probe(isFinishEmpty: false)
        for (ids, total) in [all, failed, others] {
            guard probe.next != nil else { break }
            probe.take(Probe.Answer(ids: Set(ids.map { String($0) }), totalCount: total, isWhole: isWhole))
        }
        #expect(probe.next == nil)
        return probe.verdict
    }

    @Test func `asks without it, with true and with false`() {
        var probe = Probe(isFinishEmpty: false)
        var asked: [Bool?] = []
        while let call = probe.next {
            asked.append(call.filter)
            probe.take(Probe.Answer(ids: ["\(call)"], totalCount: 1, isWhole: false))
        }
        #expect(asked == [nil, true, false])
    }

    @Test func `an empty FINISH shows nothing, and costs the call that may be refused`() {
        var probe = Probe(isFinishEmpty: true)
        #expect(probe.next == .failed)
        probe.take(Probe.Answer(ids: [], totalCount: 0, isWhole: true))
        #expect(probe.next == nil && probe.verdict == .nothing)
        #expect(verdict(all: ("", 0), failed: ("", 0), others: ("", 0), isWhole: true) == .nothing)
    }

    @Test func `a task that finishes after FINISH was found empty is judged later`() {
        #expect(verdict(all: ("", 0), failed: ("a", 1), others: ("", nil), isWhole: true) == .unclear)
    }

    @Test(arguments: [
        (100, 3, 97), (1, 1, 0), (1, 0, 1), (40, 40, 0), (100, 0, 100), (100, 3, 101),
        (12_000_000, 240_000, 11_760_300),
    ])
    func `parts that make the whole, or nearly, tell the failed tasks`(all: Int, failed: Int, others: Int) {
        #expect(verdict(all: ("b", all), failed: (failed > 0 ? "a" : "", failed), others: ("b", others)) == .tells)
    }

    @Test(arguments: [1, 2, 100, 12_000_000])
    func `the same listing three times is no filter`(all: Int) {
        #expect(verdict(all: ("a", all), failed: ("a", all), others: ("a", all)) == .ignored)
        #expect(verdict(all: ("a", all), failed: ("b", all), others: ("c", all + 1)) == .unclear)
    }

    @Test func `where false is ignored true still tells, unless most have failed`() {
        #expect(verdict(all: ("a", 100), failed: ("a", 3), others: ("a", 100)) == .tells)
        #expect(verdict(all: ("b", 100), failed: ("a", 3), others: ("b", 100)) == .tells)
        #expect(verdict(all: ("a", 100), failed: ("a", 100), others: ("a", 100)) == .ignored)
    }

    @Test(arguments: [(100, 100, 40), (100, 0, 0), (100, 30, 0), (100, 60, 60), (0, 1, 1), (10, 3, 8)])
    func `sums that do not fit leave it open`(all: Int, failed: Int, others: Int) {
        #expect(verdict(all: ("c", all), failed: ("a", failed), others: ("b", others)) == .unclear)
    }

    @Test func `sums that fit do not excuse a task in both parts`() {
        #expect(verdict(all: ("a", 100), failed: ("a", 3), others: ("a", 97)) == .ignored)
    }

    @Test func `without TotalCount each task has to stand in one part`() {
        #expect(verdict(all: ("abc", nil), failed: ("bde", nil), others: ("acf", nil)) == .tells)
        #expect(verdict(all: ("abc", 3), failed: ("b", nil), others: ("ac", 2)) == .tells)
        #expect(verdict(all: ("abc", nil), failed: ("", nil), others: ("abc", nil), isWhole: true) == .tells)
        #expect(verdict(all: ("abc", nil), failed: ("abc", nil), others: ("", nil), isWhole: true) == .tells)
        #expect(verdict(all: ("abc", nil), failed: ("abc", nil), others: ("abc", nil)) == .ignored)
    }

    @Test func `and a page that shows too little leaves it open`() {
        // All that are listed first have failed, or the filter is ignored and others have finished meanwhile.
        #expect(verdict(all: ("abc", nil), failed: ("abc", nil), others: ("def", nil)) == .unclear)
        // Another order at each call.
        #expect(verdict(all: ("abc", nil), failed: ("def", nil), others: ("agh", nil)) == .unclear)
        // A page without a row although others follow.
        #expect(verdict(all: ("abc", nil), failed: ("", nil), others: ("abc", nil)) == .silent)
        #expect(verdict(all: ("", nil), failed: ("abc", nil), others: ("def", nil)) == .silent)
    }
}
