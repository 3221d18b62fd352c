import MPSExporter
import Testing

/// When a listing is read whole.
@Suite struct SweepScheduleTests {
    private static let minute: Int64 = 60

    /// A reading that ended as told.
    private func reading(
        total: Int? = 100, held: Int = 100, doubtfulPolls: Int = 0, lowSums: Int? = nil,
        reachesEnd: Bool = true, awaiting: [AwaitedTask] = []
    ) -> FinishReader {
        var memory = ListingMemory.polled()
        memory.doubtfulPolls = doubtfulPolls
        memory.lowSums = lowSums
        var reader = FinishReader.reading(memory, awaiting: awaiting)
        let page = ReadPage(
            rows: reachesEnd ? [] : ReadRow.tasks([50, 90, 60, 80]), token: reachesEnd ? "" : "t70",
            totalCount: total, moment: Moment.now)
        reader.take(page, held: held...held)
        return reader
    }

    /// A schedule after so many sweeps, the last of which ended so many minutes ago and found so many rows on so many pages.
    private func schedule(
        minutesAgo minutes: Int64 = 1, sweeps: Int = 1, found: Int = 1, pages: Int = 1
    ) -> SweepSchedule {
        var schedule = SweepSchedule()
        for _ in 0..<sweeps {
            var sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0)
            for page in 1..<pages {
                let row = ReadRow.row("p\(page)", created: 90, finished: 80, wasHeld: true)
                _ = sweep.take(
                    ReadPage(rows: [row], token: "p\(page)", totalCount: nil, moment: Moment.now), oldestByCreation: 0)
            }
            let rows = (0..<found).map { ReadRow.row("t\($0)", created: 90, finished: 80) }
            _ = sweep.take(
                ReadPage(rows: rows, token: "", totalCount: nil, moment: Moment.now), oldestByCreation: 0)
            schedule.ended(sweep, at: Moment.ago(minutes * Self.minute))
        }
        return schedule
    }

    @Test func `the first poll wants a sweep, whatever it saw`() {
        #expect(SweepSchedule().reason(after: reading(), at: Moment.now) == .first)
    }

    @Test func `a listing that adds up wants none`() {
        #expect(schedule().reason(after: reading(), at: Moment.now) == nil)
        #expect(schedule(minutesAgo: 10_000).reason(after: reading(), at: Moment.now) == nil)
    }

    @Test func `a new end that was not reached wants one`() {
        let reading = reading(held: 99, reachesEnd: false)
        #expect(!reading.reachedLook)
        #expect(schedule().reason(after: reading, at: Moment.now) == .unreadEnd)
    }

    @Test func `one that ended at its floor leaves the schedule as it was`() {
        var memory = ListingMemory.polled()
        memory.order.observe(ReadRow.tasks([10, 20], service: 1), after: nil)
        var sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0, floor: SweepFloor(memory))
        let progress = sweep.take(
            ReadPage(rows: ReadRow.tasks([900, 990], service: 1), token: "t", totalCount: nil, moment: Moment.now),
            oldestByCreation: 0)
        #expect(progress == .ended)
        var after = schedule()
        after.ended(sweep, at: Moment.now)
        #expect(after == schedule())
    }

    @Test(arguments: [(9, false), (10, true)])
    func `but ten minutes after one that found nothing`(_ minutes: Int64, _ begins: Bool) {
        let schedule = schedule(minutesAgo: minutes, found: 0)
        let reason = schedule.reason(after: reading(held: 99, reachesEnd: false), at: Moment.now)
        #expect(reason == (begins ? .unreadEnd : nil))
    }

    @Test func `a clock that was set back keeps none away`() {
        let schedule = schedule(minutesAgo: -10_000, found: 0)
        #expect(schedule.reason(after: reading(held: 99, reachesEnd: false), at: Moment.now) == .unreadEnd)
    }

    @Test(arguments: [(1, false), (2, true)])
    func `a sum that does not add up for two polls wants one`(_ polls: Int, _ begins: Bool) {
        let reason = schedule().reason(after: reading(held: 98, doubtfulPolls: polls), at: Moment.now)
        #expect(reason == (begins ? .unaccounted : nil))
    }

    @Test(arguments: [(1, 10), (2, 20), (3, 40), (9, 1_440), (50, 1_440)])
    func `a doubt that sweeps do not remove wants them at growing intervals`(_ sweeps: Int, _ pause: Int64) {
        for (minutes, begins) in [(pause - 1, false), (pause, true)] {
            var schedule = schedule(minutesAgo: minutes, sweeps: sweeps, found: 0)
            schedule.polled(unaccounted: 2)
            let reason = schedule.reason(after: reading(held: 98, doubtfulPolls: 9), at: Moment.now)
            #expect(reason == (begins ? .unaccounted : nil))
        }
    }

    @Test func `another doubt than the last sweep left wants one at once`() {
        var schedule = schedule(found: 0)
        schedule.polled(unaccounted: 2)
        #expect(schedule.reason(after: reading(held: 97, doubtfulPolls: 2), at: Moment.now) == .unaccounted)
    }

    @Test func `overdue tasks want one, at growing intervals if it does not show them`() {
        let task = AwaitedTask(id: "t", created: Moment.ago(900), missedAt: Moment.ago(800), fruitlessJumps: 2)
        let reading = reading(total: 101, awaiting: [task])
        #expect(schedule().reason(after: reading, at: Moment.now) == .overdue)
        #expect(schedule(minutesAgo: 9, found: 0).reason(after: reading, at: Moment.now) == nil)
        #expect(schedule(minutesAgo: 10, found: 0).reason(after: reading, at: Moment.now) == .overdue)
    }

    @Test(arguments: [(9, nil), (10, .unaccounted)] as [(Int64, SweepReason?)])
    func `one of six hundred pages leaves ten minutes until the next`(_ minutes: Int64, _ reason: SweepReason?) {
        let reading = reading(held: 98, doubtfulPolls: 2)
        #expect(schedule(minutesAgo: minutes, pages: 600).reason(after: reading, at: Moment.now) == reason)
        var doubtful = schedule(minutesAgo: minutes, found: 0, pages: 600)
        doubtful.polled(unaccounted: 3)
        #expect(doubtful.reason(after: reading, at: Moment.now) == reason, "nor does another doubt come sooner")
    }

    @Test(arguments: [(4, 300, false), (5, 300, true), (9, 12_000, false), (10, 12_000, true)])
    func `a new end that was not reached waits for as long, and for ten minutes at most`(
        _ minutes: Int64, _ pages: Int, _ begins: Bool
    ) {
        let unread = reading(held: 99, reachesEnd: false)
        let reason = schedule(minutesAgo: minutes, pages: pages).reason(after: unread, at: Moment.now)
        #expect(reason == (begins ? .unreadEnd : nil))
    }

    @Test(arguments: [(359, false), (360, true)])
    func `without a TotalCount everything is read every six hours`(_ minutes: Int64, _ begins: Bool) {
        let reason = schedule(minutesAgo: minutes).reason(after: reading(total: nil), at: Moment.now)
        #expect(reason == (begins ? .unverified : nil))
    }

    @Test(arguments: [(359, 2, false), (360, 1, false), (360, 2, true)])
    func `so it is with one that stays below what is held`(_ minutes: Int64, _ polls: Int, _ begins: Bool) {
        let reason = schedule(minutesAgo: minutes).reason(after: reading(held: 101, lowSums: polls), at: Moment.now)
        #expect(reason == (begins ? .unverified : nil))
    }

    @Test func `one that was given up counts as one that found nothing`() {
        let sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0)
        var first = SweepSchedule()
        first.gaveUp(sweep, at: Moment.ago(9 * Self.minute))
        #expect(first.fruitless == 1)
        // The doubt that it left is none that a sweep removes.
        first.polled(unaccounted: 2)
        let doubtful = reading(held: 98, doubtfulPolls: 2)
        #expect(first.reason(after: doubtful, at: Moment.now) == nil)
        #expect(first.reason(after: doubtful, at: Moment.now + 60_000) == .unaccounted)
    }

    @Test func `one that was given up late costs the pages that it read`() {
        var sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0)
        for page in 1...600 {
            let row = ReadRow.row("p\(page)", created: 90, finished: 80, wasHeld: true)
            _ = sweep.take(
                ReadPage(rows: [row], token: "p\(page)", totalCount: nil, moment: Moment.now), oldestByCreation: 0)
        }
        var schedule = SweepSchedule()
        schedule.gaveUp(sweep, at: Moment.ago(9 * Self.minute))
        let unaccounted = reading(held: 98, doubtfulPolls: 2)
        #expect(schedule.reason(after: unaccounted, at: Moment.now) == nil, "nor does another doubt come sooner")
        #expect(schedule.reason(after: unaccounted, at: Moment.now + 60_000) == .unaccounted)
    }
}
