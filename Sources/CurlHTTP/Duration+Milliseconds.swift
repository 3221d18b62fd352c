extension Duration {
    /// Whole milliseconds as libcurl takes them: rounded up, at least 1 (0 would mean no limit), at most about 24 days.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        let perMillisecond: Int64 = 1_000_000_000_000_000
        return max(1, Int(seconds * 1000 + (attoseconds + perMillisecond - 1) / perMillisecond))
    }
}
