extension Duration {
    /// Whole milliseconds, rounded towards zero; the end of the range if there are more than fit.
    package var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds.saturatingProduct(with: 1000).saturatingSum(with: attoseconds / 1_000_000_000_000_000)
    }

    /// Seconds with their fraction.
    package var fractionalSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
