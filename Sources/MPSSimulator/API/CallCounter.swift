import TencentCloud

/// Counts an account's calls in the current second of the clock.
struct CallCounter: Sendable {
    private var second: Int64 = .min
    private var count = 0

    /// Counts one call and returns how many this second has had.
    mutating func count(at time: UnixTime) -> Int {
        if time.wholeSeconds != second {
            second = time.wholeSeconds
            count = 0
        }
        count += 1
        return count
    }
}
