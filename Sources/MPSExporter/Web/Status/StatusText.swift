internal import TencentCloud

/// How the status page writes values; its script writes them the same way.
enum StatusText {
    static let unknown = "unknown"

    /// A whole number with its thousands apart: `12,345`.
    static func count(_ number: Int?) -> String {
        guard let number else { return unknown }
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// A duration by its two largest units: `3.2 s`, `45 s`, `12 min 5 s`, `3 h 12 min`, `2 d 5 h`.
    static func duration(_ seconds: Double?) -> String {
        guard let seconds, seconds < 1e15 else { return unknown }
        guard seconds >= 9.95 else { return "\(decimal(max(0, seconds))) s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
        return "\(count(whole / 86_400)) d \(whole / 3600 % 24) h"
    }

    /// A rate: one decimal below ten, else whole.
    static func rate(_ perMinute: Double?) -> String {
        guard let perMinute, perMinute < 1e15 else { return unknown }
        return perMinute < 9.95 ? decimal(perMinute) : count(Int(perMinute.rounded()))
    }

    /// A moment of the last day as `14:03:10 UTC`, an older one with its date.
    static func moment(_ seconds: Double?, now: Double) -> String {
        guard let seconds, seconds < 1e12 else { return unknown }
        let text = UnixTime(milliseconds: Int64(seconds * 1000)).rfc3339
        let time = text.dropFirst(11).dropLast()
        return abs(now - seconds) < 86_400 ? "\(time) UTC" : "\(text.prefix(10)) \(time) UTC"
    }

    private static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
