package import TencentCloud

/// How long a poll reads one status. Each has a time of its own, so that one that hangs leaves the others theirs.
package struct ReadingTime: Sendable, Equatable {
    /// From when on no further page is asked for: what is left of the listing goes on in the background.
    package let enough: UnixTime
    /// When a call under way is given up. Between the two a page can be asked for again that failed.
    package let deadline: UnixTime

    /// The time of a reading that begins at `now`: twice the interval from poll to poll, and half a minute at least.
    package init(from now: UnixTime, pollInterval: Duration) {
        let half = max(pollInterval * 2, .seconds(30))
        enough = now + half
        deadline = now + half * 2
    }
}
