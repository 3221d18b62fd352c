import MPSExporter
import TencentCloud
import Testing

@Suite struct PollScheduleTests {
    private let start = UnixTime(seconds: 1_767_225_600)

    private func schedule() -> PollSchedule {
        PollSchedule(first: start, interval: .seconds(15))
    }

    @Test func `keeps the beat, however long a poll within it takes`() {
        var schedule = schedule()
        #expect(schedule.next(after: start + .seconds(2)) == start + .seconds(15))
        #expect(schedule.next(after: start + .milliseconds(29_999)) == start + .seconds(30))
    }

    @Test func `leaves out the beats that a late poll has missed`() {
        var schedule = schedule()
        #expect(schedule.next(after: start + .milliseconds(52_500)) == start + .seconds(60))
        #expect(schedule.next(after: start + .seconds(61)) == start + .seconds(75))
    }

    @Test func `a poll that ends on the beat waits for the next one`() {
        var schedule = schedule()
        #expect(schedule.next(after: start + .seconds(15)) == start + .seconds(30))
    }

    @Test func `a clock that was set back stops polls for an interval at most`() {
        var schedule = schedule()
        let hourBefore = start - .seconds(3600)
        #expect(schedule.next(after: hourBefore) == hourBefore + .seconds(15))
    }
}
