/// An instant in UTC, in milliseconds since 1970-01-01T00:00:00Z: the one unit of time of the whole program.
///
/// Arithmetic saturates at the ends of the range, so that no input can make it trap.
package struct UnixTime: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant of a whole number of seconds since 1970.
    package init(seconds: Int64) {
        milliseconds = seconds.saturatingProduct(with: 1000)
    }

    /// Seconds since 1970 with their fraction, as Prometheus writes timestamps.
    package var seconds: Double {
        Double(milliseconds) / 1000
    }

    /// Whole seconds since 1970, rounded towards the past.
    package var wholeSeconds: Int64 {
        milliseconds.quotientRoundedDown(by: 1000)
    }

    package static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (time: UnixTime, duration: Duration) -> UnixTime {
        UnixTime(milliseconds: time.milliseconds.saturatingSum(with: duration.wholeMilliseconds))
    }

    package static func - (time: UnixTime, duration: Duration) -> UnixTime {
        UnixTime(milliseconds: time.milliseconds.saturatingDifference(less: duration.wholeMilliseconds))
    }

    package static func - (end: UnixTime, start: UnixTime) -> Duration {
        .milliseconds(end.milliseconds.saturatingDifference(less: start.milliseconds))
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
