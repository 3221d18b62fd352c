import TencentCloud

/// Reads RFC 3339 times (`2021-02-03T04:05:06.789+08:00`) and the API's sentinels, without allocating.
///
/// Accepted beyond the common form: `t` and `z` in lower case, any number of digits of a fraction, and second 60 of a
/// minute 59, a leap second, as the last millisecond of that minute. A zero date, of year 0 or the year 1 of VOD, is
/// unset in any well-formed time and zone, and without them. A time without a zone is never guessed at.
struct TaskTimeParser {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func parse() -> TaskTime {
        guard !bytes.isEmpty else { return .unset }
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2)
        else { return .unparsable }
        let isZero = (year == 0 && month == 0 && day == 0) || (year == 1 && month == 1 && day == 1)
        if isZero, position == bytes.endIndex { return .unset }
        guard skip("T") || skip("t") || (isZero && skip(" ")), let milliseconds = timeOfDay() else {
            return .unparsable
        }
        if isZero, position == bytes.endIndex { return .unset }
        guard let offset = zoneMinutes(), position == bytes.endIndex else { return .unparsable }
        if isZero { return .unset }
        guard let date = CivilDate(year: year, month: month, day: day) else { return .unparsable }
        return .at(UnixTime(milliseconds: date.start.milliseconds + milliseconds - Int64(offset) * 60_000))
    }

    /// Milliseconds since midnight, fraction included.
    private mutating func timeOfDay() -> Int64? {
        guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
            let second = number(digits: 2), hour <= 23, minute <= 59
        else { return nil }
        guard let fraction = fractionMilliseconds() else { return nil }
        let isLeapSecond = second == 60 && minute == 59
        guard second <= 59 || isLeapSecond else { return nil }
        let start = Int64(hour * 3600 + minute * 60) * 1000
        return start + (isLeapSecond ? 59_999 : Int64(second * 1000 + fraction))
    }

    /// The first three digits of a fraction; 0 if there is none, nil for a point without digits.
    private mutating func fractionMilliseconds() -> Int? {
        guard skip(".") else { return 0 }
        var milliseconds = 0
        var weight = 100
        let start = position
        while let digit = digit() {
            milliseconds += digit * weight
            weight /= 10
        }
        return position > start ? milliseconds : nil
    }

    /// Minutes east of UTC.
    private mutating func zoneMinutes() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), hour <= 23,
            minute <= 59
        else { return nil }
        return (isEast ? 1 : -1) * (hour * 60 + minute)
    }

    private mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func digit() -> Int? {
        guard position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) else { return nil }
        defer { position += 1 }
        return Int(bytes[position] - 0x30)
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.endIndex, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }
}
