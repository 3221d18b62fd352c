import TencentCloud

/// The value of a Date field (RFC 9110 §5.6.7): `Thu, 27 Dec 2018 13:57:15 GMT`.
struct HTTPDate: Sendable {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let text: String

    init(_ time: UnixTime) {
        let date = CivilDate(time)
        let clock = TimeText(time.wholeSeconds * 1000).text.suffix(8)
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        let weekday = Self.days[Int(((date.daysSinceEpoch % 7) + 7) % 7)]
        text = "\(weekday), \(day) \(Self.months[date.month - 1]) \(date.year) \(clock) GMT"
    }
}
