import TencentCloud

/// A clock that sleeping sets forward, up to its end: who sleeps beyond it sleeps until cancelled, and keeps no thread.
final class EndingClock: WallClock {
    /// How long somebody wants to sleep who would wake after the end.
    let ends: AsyncStream<Duration>

    private let clock: ManualClock
    private let end: UnixTime
    private let reached: AsyncStream<Duration>.Continuation
    /// Nothing ever comes of it.
    private let (never, source) = AsyncStream.makeStream(of: Void.self)

    /// - Parameter clock: what is set forward; the end is so long after what it shows now.
    init(_ clock: ManualClock, endingAfter duration: Duration) {
        self.clock = clock
        end = clock.now() + duration
        (ends, reached) = AsyncStream.makeStream()
    }

    func now() -> UnixTime {
        clock.now()
    }

    func sleep(for duration: Duration) async throws {
        guard clock.now() + duration <= end else {
            reached.yield(duration)
            for await _ in never {}
            throw CancellationError()
        }
        try await clock.sleep(for: duration)
    }
}
