import TencentCloud
import Testing

struct RateScheduleTests {
    private let start = UnixTime(seconds: 1_767_225_600)

    @Test(arguments: [1.0, 2, 4.5, 5, 10, 20, 37, 100])
    func `never lets more calls out in a second than the rate`(rate: Double) throws {
        var schedule = RateSchedule(rate: rate, backgroundShare: 0.5)
        var random = SeededGenerator(seed: UInt64(rate * 10))
        var now = start
        var calls: [Int64] = []
        for _ in 0..<4000 {
            if Bool.random(using: &random) {
                let slot = schedule.reserve(at: now, before: nil)
                calls.append(try #require(slot).time.milliseconds)
            } else if schedule.askForBackground(at: now) == .granted {
                calls.append(now.milliseconds)
            }
            now = now + .milliseconds(Int.random(in: 0...Int(1500 / rate), using: &random))
        }
        calls.sort()
        let most = Int(rate.rounded(.up))
        for index in calls.indices.dropFirst(most) { #expect(calls[index] - calls[index - most] >= 1000) }
        let span = Double((calls.last ?? 0) - (calls.first ?? 0)) / 1000
        #expect(Double(calls.count) > span * rate * 0.6)
    }

    @Test func `lets one call after the other out in the order of asking`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        let slots = (0..<5).compactMap { _ in schedule.reserve(at: start, before: nil) }
        #expect(slots.map { $0.time - start } == [0, 0, 112, 223, 334].map { .milliseconds($0) })
    }

    @Test func `gives nothing at a deadline or later, and takes nothing for it`() {
        var schedule = RateSchedule(rate: 1, backgroundShare: 0.2)
        #expect(schedule.reserve(at: start, before: start) == nil)
        #expect(schedule.reserve(at: start, before: start + .milliseconds(1))?.time == start)
        #expect(schedule.reserve(at: start, before: start + .seconds(1)) == nil)
        #expect(schedule.reserve(at: start, before: nil)?.time == start + .seconds(1))
    }

    @Test func `takes back the last moment it gave, but none before it`() throws {
        var schedule = RateSchedule(rate: 1, backgroundShare: 0.2)
        let first = schedule.reserve(at: start, before: nil)
        let second = schedule.reserve(at: start, before: nil)
        schedule.giveBack(try #require(first))
        #expect(schedule.reserve(at: start, before: nil)?.time == start + .seconds(2))
        var other = RateSchedule(rate: 1, backgroundShare: 0.2)
        _ = other.reserve(at: start, before: nil)
        let taken = other.reserve(at: start, before: nil)
        other.giveBack(try #require(taken))
        #expect(other.reserve(at: start, before: nil)?.time == second?.time)
    }

    @Test(arguments: [5.0, 10, 100])
    func `gives polls the same moments with background calls as without`(rate: Double) {
        var alone = RateSchedule(rate: rate, backgroundShare: 0.5)
        var shared = RateSchedule(rate: rate, backgroundShare: 0.5)
        var random = SeededGenerator(seed: 3)
        var now = start
        var granted = 0
        // One spare token stays for polls: as long as they ask no faster than it comes back, nothing may differ.
        for _ in 0..<2000 {
            now = now + .milliseconds(Int.random(in: Int(2000 / rate)...Int(6000 / rate), using: &random))
            for _ in 0..<3 where shared.askForBackground(at: now) == .granted { granted += 1 }
            #expect(alone.reserve(at: now, before: nil)?.time == shared.reserve(at: now, before: nil)?.time)
        }
        #expect(granted > 500)
    }

    /// Whatever calls take, as long as polls leave half of the time.
    @Test(arguments: [0.1, 1, 4.9, 5, 10, 100])
    func `gives polls that it is told of the same moments as without background calls`(rate: Double) throws {
        var alone = PolledSchedule(rate: rate, start: start, askedInBackground: false)
        var shared = PolledSchedule(rate: rate, start: start, askedInBackground: true)
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let latencies = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                shared.interval * Double.random(in: 0...3, using: &random)
            }
            let gap = shared.interval * Double.random(in: 30...60, using: &random)
            #expect(try alone.poll(latencies, gap: gap) == shared.poll(latencies, gap: gap))
        }
        #expect(shared.granted > 600)
    }

    @Test(arguments: [1.0, 10])
    func `lets background calls out beside polls that leave no time between them`(rate: Double) throws {
        var schedule = PolledSchedule(rate: rate, start: start, askedInBackground: true)
        let latencies = Array(repeating: schedule.interval * 2, count: 10)
        for _ in 0..<30 { _ = try schedule.poll(latencies, gap: schedule.interval / 2) }
        #expect(schedule.granted > 80)
    }

    @Test func `keeps background calls clear of the next poll when the clock is set back`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        schedule.pollBegins(at: start)
        #expect(schedule.askForBackground(at: start) == .askAgain(at: start + .milliseconds(112)))
        schedule.pollEnded(at: start + .seconds(1), next: start + .seconds(15))
        let earlier = start - .seconds(3600)
        // It is the first second of fifteen again.
        #expect(schedule.askForBackground(at: earlier + .seconds(1)) == .granted)
        #expect(schedule.askForBackground(at: earlier + .milliseconds(14_888)) == .granted)
        schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        schedule.pollEnded(at: start, next: start + .seconds(14))
        #expect(schedule.askForBackground(at: earlier) == .granted)
        let late = earlier + .milliseconds(13_889)
        #expect(schedule.askForBackground(at: late) == .askAgain(at: earlier + .milliseconds(14_112)))
        #expect(schedule.askForBackground(at: earlier + .milliseconds(14_112)) != .granted)
    }

    @Test func `tells a long poll although the clock is set back during it`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        let earlier = start - .seconds(3600)
        schedule.pollBegins(at: start)
        #expect(schedule.askForBackground(at: earlier) == .askAgain(at: earlier + .milliseconds(112)))
        schedule.pollEnded(at: earlier + .seconds(20), next: earlier + .seconds(25))
        schedule.pollBegins(at: earlier + .seconds(25))
        #expect(schedule.askForBackground(at: earlier + .seconds(26)) == .granted)
    }

    /// A poll has four calls at least, each asked for when the one before has its answer; nobody tells of it.
    @Test(arguments: [0.1, 1, 4.9, 5, 10, 100])
    func `delays none of a poll's calls by more than one interval`(rate: Double) throws {
        var alone = RateSchedule(rate: rate, backgroundShare: 0.5)
        var shared = RateSchedule(rate: rate, backgroundShare: 0.5)
        var random = SeededGenerator(seed: 4)
        let interval = alone.backgroundSpacing / 2
        var (now, granted, delayed) = (start, 0, 0)
        for _ in 0..<500 {
            now = now + interval * Double.random(in: 5...15, using: &random)
            for _ in 0..<3 where shared.askForBackground(at: now) == .granted { granted += 1 }
            let latency = interval * Double.random(in: 0...1, using: &random)
            var (soonest, latest) = (now, now)
            for call in 0..<4 {
                let (slot, other) = (alone.reserve(at: soonest, before: nil), shared.reserve(at: latest, before: nil))
                soonest = try #require(slot).time + latency
                latest = try #require(other).time + latency
                let delay = latest - soonest
                #expect(.zero <= delay && delay <= interval + .milliseconds(2), "call \(call)")
                if delay > .zero { delayed += 1 }
                if call == 0, rate >= 5 { #expect(delay == .zero) }
            }
            now = latest
        }
        #expect(granted > 200 && (delayed > 200 || rate == 100))
    }

    @Test func `lets background calls wait while polls use the rate`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.5)
        var now = start
        for _ in 0..<100 {
            _ = schedule.reserve(at: now, before: nil)
            #expect(schedule.askForBackground(at: now) != .granted)
            now = now + .milliseconds(111)
        }
    }

    @Test func `keeps background calls to their share`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        var granted = 0
        for tick in 0..<10_000 where schedule.askForBackground(at: start + .milliseconds(tick)) == .granted {
            granted += 1
        }
        #expect((17...19).contains(granted))
    }

    @Test func `tells background calls when to ask again`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        #expect(schedule.askForBackground(at: start) == .granted)
        #expect(schedule.askForBackground(at: start) == .askAgain(at: start + .milliseconds(556)))
        #expect(schedule.askForBackground(at: start + .milliseconds(556)) == .granted)
    }

    @Test func `does not stall when the clock is set back`() {
        var schedule = RateSchedule(rate: 10, backgroundShare: 0.2)
        for _ in 0..<4 { _ = schedule.reserve(at: start, before: nil) }
        let earlier = start - .seconds(3600)
        #expect(schedule.reserve(at: earlier, before: nil)?.time == earlier + .milliseconds(334))
        #expect(schedule.askForBackground(at: earlier + .seconds(5)) == .granted)
    }

    @Test(arguments: [Double.leastNonzeroMagnitude, 1e-17, 1e-6, 1, Double.greatestFiniteMagnitude])
    func `gives moments in order whatever the rate and the time`(rate: Double) throws {
        var schedule = RateSchedule(rate: rate, backgroundShare: .leastNonzeroMagnitude)
        #expect(schedule.backgroundSpacing > .zero && schedule.backgroundSpacing <= .seconds(365 * 86_400))
        for now in [UnixTime(milliseconds: .min), start, UnixTime(milliseconds: .max), start] {
            var latest = now
            for _ in 0..<3 {
                let reserved = schedule.reserve(at: now, before: nil)
                let slot = try #require(reserved)
                #expect(slot.time >= latest)
                latest = slot.time
            }
            if case .askAgain(let time) = schedule.askForBackground(at: now) { #expect(time >= now) }
        }
    }

    @Test func `has no use for a rate of zero`() async {
        await #expect(processExitsWith: .failure) { _ = RateSchedule(rate: 0, backgroundShare: 0.2) }
        await #expect(processExitsWith: .failure) { _ = RateSchedule(rate: 1, backgroundShare: 0) }
    }
}
