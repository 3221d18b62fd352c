import FoundationEssentials
import TencentCloud
import Testing

struct UnixTimeTests {
    @Test func `adds and subtracts durations in milliseconds`() {
        let time = UnixTime(milliseconds: 1500)
        #expect(time + .milliseconds(250) == UnixTime(milliseconds: 1750))
        #expect(time - .seconds(2) == UnixTime(milliseconds: -500))
        #expect(UnixTime(seconds: 3) - time == .milliseconds(1500))
        #expect(time.seconds == 1.5)
        #expect(UnixTime(milliseconds: -1).wholeSeconds == -1)
        #expect(UnixTime(milliseconds: -1) < UnixTime(milliseconds: 0))
    }

    @Test func `stops at the ends of its range`() {
        let last = UnixTime(milliseconds: .max)
        let first = UnixTime(milliseconds: .min)
        #expect(last + .seconds(1) == last)
        #expect(first - .seconds(1) == first)
        #expect(UnixTime(seconds: .max) == last)
        #expect(UnixTime(seconds: 0) + .seconds(Int64.max) == last)
        #expect(first - last == .milliseconds(Int64.min))
        #expect(CivilDate(first).start == first)
        #expect(!first.rfc3339.isEmpty && !last.rfc3339.isEmpty)
    }

    @Test(arguments: [
        (1_612_325_106_000, "2021-02-03T04:05:06Z"), (1_612_325_106_999, "2021-02-03T04:05:06Z"),
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_868_799_000, "2000-02-29T23:59:59Z"),
    ])
    func `writes RFC 3339 with whole seconds`(milliseconds: Int64, text: String) {
        #expect(UnixTime(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test func `is coded as its milliseconds`() throws {
        let coded = try JSONEncoder().encode([UnixTime(milliseconds: 1500)])
        #expect(String(decoding: coded, as: UTF8.self) == "[1500]")
        #expect(try JSONDecoder().decode([UnixTime].self, from: coded) == [UnixTime(milliseconds: 1500)])
    }

    @Test func `the system's clock tells the time and wakes on cancellation`() async throws {
        let clock = SystemWallClock()
        let before = Date().timeIntervalSince1970
        let now = clock.now().seconds
        #expect(now >= before - 0.002 && now <= Date().timeIntervalSince1970)
        try await clock.sleep(for: .zero)
        try await clock.sleep(for: .seconds(-5))
        let sleeper = Task { try await clock.sleep(for: .seconds(3600)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}
