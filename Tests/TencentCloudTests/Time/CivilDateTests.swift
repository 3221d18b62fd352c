import TencentCloud
import Testing

struct CivilDateTests {
    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (1_551_113_065, "2019-02-25"), (1_767_225_599, "2025-12-31"),
        (1_767_225_600, "2026-01-01"), (1_709_164_800, "2024-02-29"), (951_782_400, "2000-02-29"),
        (-2_203_891_200, "1900-03-01"), (4_107_542_400, "2100-03-01"), (-62_135_596_800, "0001-01-01"),
        (253_402_300_799, "9999-12-31"),
    ])
    func `tells the UTC day of an instant`(seconds: Int64, text: String) {
        #expect(CivilDate(UnixTime(seconds: seconds)).text == text)
    }

    @Test func `counts days without a gap over four centuries`() throws {
        let first = try #require(CivilDate(year: 1800, month: 1, day: 1)).daysSinceEpoch
        let dates = (1800..<2200).flatMap { year in
            (1...12).flatMap { month in (1...31).compactMap { CivilDate(year: year, month: month, day: $0) } }
        }
        #expect(dates.count == 146_097)
        #expect(dates.map(\.daysSinceEpoch) == Array(first..<(first + 146_097)))
        #expect(dates.map { CivilDate($0.start) } == dates)
    }

    @Test(arguments: [
        (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0),
        (2024, 1, 32), (-1, 1, 1), (10_000, 1, 1),
    ])
    func `knows no other days`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }
}
