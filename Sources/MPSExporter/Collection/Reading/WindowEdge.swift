/// How much longer than documented the API lists a task: learned, to the second, from sums that add up to the last row.
///
/// It saves calls, no more: a listing that does not show its own edge can then be known to hold nothing new from the sum
/// alone. What is missing, and whether to sweep, is judged without it.
package struct WindowEdge: Sendable, Codable, Equatable {
    /// The seconds that no sum has spoken against yet.
    package private(set) var excess = -5...5

    /// Nothing is known but that clocks may be seconds apart.
    package init() {}

    /// The windows between which the API's own lies, in milliseconds.
    package var windows: ClosedRange<Int64> {
        Self.window(excess.lowerBound)...Self.window(excess.upperBound)
    }

    /// Takes in a sum to which nothing is missing.
    ///
    /// The API answers at some moment within the second that it names, so a row that leaves within it may speak for
    /// either second: two sums that contradict each other leave all between them possible.
    ///
    /// - Parameter addsUp: whether the ledger holds as many rows as the API lists, if it lists a task for so many
    ///   milliseconds; asked for the longest first.
    package mutating func learn<Failure>(_ addsUp: (Int64) throws(Failure) -> Bool) throws(Failure) {
        var agreeing: [Int] = []
        for seconds in Self().excess.reversed() where try addsUp(Self.window(seconds)) { agreeing.append(seconds) }
        guard let least = agreeing.last, let most = agreeing.first else { return }
        let agreed = least...most
        excess =
            excess.overlaps(agreed)
            ? excess.clamped(to: agreed)
            : min(excess.lowerBound, least)...max(excess.upperBound, most)
    }

    private static func window(_ seconds: Int) -> Int64 {
        TaskWindow.length + Int64(seconds) * 1_000
    }
}
