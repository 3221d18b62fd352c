import MediaProcessing
import TencentCloud
import Testing

struct TaskTimeTests {
    @Test(arguments: [
        nil, "", "0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "0000-00-00T00:00:00.000Z",
        "0001-01-01T00:00:00.123456789Z", "0000-00-00T00:00:00+08:00", "0001-01-01T08:05:43+08:05",
        "0000-00-00t00:00:00z", "0000-00-00T00:00:00", "0000-00-00 00:00:00", "0000-00-00", "0001-01-01 00:00:00",
    ])
    func `takes zero dates in every form for unset`(wire: String?) {
        #expect(TaskTime(wire: wire) == .unset)
    }

    @Test(arguments: [
        ("2021-02-03T04:05:06Z", 1_612_325_106_000), ("2018-12-27T13:57:15Z", 1_545_919_035_000),
        ("2019-04-24T07:28:03+08:00", 1_556_062_083_000), ("2019-04-23T13:58:03-09:30", 1_556_062_083_000),
        ("2021-02-03T04:05:06-00:00", 1_612_325_106_000), ("2021-02-03t04:05:06z", 1_612_325_106_000),
        ("2021-02-03T04:05:06.7Z", 1_612_325_106_700), ("2021-02-03T04:05:06.7899999999999Z", 1_612_325_106_789),
        ("2021-02-03T04:05:06.001+08:00", 1_612_296_306_001), ("2024-02-29T23:59:59Z", 1_709_251_199_000),
        ("2016-12-31T23:59:60Z", 1_483_228_799_999), ("2017-01-01T07:59:60.5+08:00", 1_483_228_799_999),
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.5Z", -500), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func `reads times with a zone`(wire: String, milliseconds: Int64) {
        #expect(TaskTime(wire: wire) == .at(UnixTime(milliseconds: milliseconds)))
    }

    @Test(arguments: [
        " ", "never", "2021", "2021-02-03", "2021-02-03T04:05:06", "2026-06-01 20:40:50", "2021-02-03 04:05:06Z",
        "2021-13-03T04:05:06Z", "2021-00-03T04:05:06Z", "2021-02-30T04:05:06Z", "2023-02-29T04:05:06Z",
        "2021-02-00T04:05:06Z", "2021-02-03T24:00:00Z", "2021-02-03T25:05:06Z", "2021-02-03T04:60:06Z",
        "2021-02-03T04:05:60Z", "2021-02-03T04:59:61Z", "2021-02-03T04:05:06.Z", "2021-02-03T04:05:06,5Z",
        "2021-02-03T04:05:06+0800", "2021-02-03T04:05:06+08", "2021-02-03T04:05:06+24:00", "2021-02-03T04:05:06+08:60",
        "2021-02-03T04:05:06ZZ", "2021-02-03T04:05:06Z ", " 2021-02-03T04:05:06Z", "2021-2-3T4:5:6Z",
        "+2021-02-03T04:05:06Z", "-001-02-03T04:05:06Z", "20210203T040506Z", "1612325106", "０００１-01-01T00:00:00Z",
        "0000-00-00T", "0000-00-00T99:00:00Z", "0000-00-00T00:00:00X", "0000-01-00T00:00:00Z", "0000-00-00T00:00:00 Z",
        "2021-02-03T04:05:06\u{0}Z", "2021-02-03T04:05:0６Z",
    ])
    func `takes everything else for unparsable`(wire: String) {
        #expect(TaskTime(wire: wire) == .unparsable)
        #expect(TaskTime(wire: wire).time == nil)
    }

    @Test func `reads back what is written for requests`() {
        for second in stride(from: Int64(-60_000_000_000), to: 250_000_000_000, by: 123_456_789) {
            let time = UnixTime(seconds: second)
            #expect(TaskTime(wire: time.rfc3339) == .at(time))
        }
    }

    @Test func `bears any bytes`() {
        var random = SeededGenerator(seed: 5)
        let seed = Array("2021-02-03T04:05:06.789+08:00".utf8)
        var kinds = [0, 0, 0]
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                bytes[position] = Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0x30
            }
            let count = Bool.random(using: &random) ? seed.count : Int.random(in: 0...seed.count, using: &random)
            switch TaskTime(utf8: bytes[..<count]) {
            case .unset: kinds[0] += 1
            case .unparsable: kinds[1] += 1
            case .at: kinds[2] += 1
            }
        }
        #expect(kinds.allSatisfy { $0 > 100 })
    }
}
