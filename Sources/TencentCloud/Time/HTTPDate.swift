/// The Date field of HTTP (RFC 9110 §5.6.7), in the form that is sent today: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant; nil for anything that is not exactly such a date, the two obsolete forms included.
    ///
    /// The day of the week is not compared with the date. Second 60 is read as 59.
    package static func parse(_ text: String) -> UnixTime? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[0].count == 4, words[0].hasSuffix(","),
            weekdays.contains(String(words[0].dropLast())), words[5] == "GMT",
            let day = number(words[1], digits: 2), let month = months.firstIndex(of: String(words[2])),
            let year = number(words[3], digits: 4),
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], digits: 2), let minute = number(clock[1], digits: 2),
            let second = number(clock[2], digits: 2), hour <= 23, minute <= 59, second <= 60
        else { return nil }
        return date.start + .seconds(hour * 3600 + minute * 60 + min(second, 59))
    }

    /// The instant as text; a fraction of a second is cut off.
    package static func text(_ time: UnixTime) -> String {
        let date = CivilDate(time)
        let second = Int(time.wholeSeconds - date.start.wholeSeconds)
        let weekday = date.daysSinceEpoch - date.daysSinceEpoch.quotientRoundedDown(by: 7) * 7
        let clock = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(separator: ":")
        let day = "\(date.day.padded(to: 2)) \(months[date.month - 1]) \(date.year.padded(to: 4))"
        return "\(weekdays[Int(weekday)]), \(day) \(clock) GMT"
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
