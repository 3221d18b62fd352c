import TencentCloud

/// A clock that sleeping sets forward, up to its end: who sleeps beyond it sleeps until cancelled, and keeps no thread.
final class EndingClock: WallClock {
    /// One element when the end is reached.
    let ends: AsyncStream<Void>

    private let clock: ManualClock
    private let end: UnixTime
    private let reached: AsyncStream<Void>.Continuation
    /// Nothing ever comes of it.
    private let (never, source) = AsyncStream.makeStream(of: Void.self)

    init(at time: UnixTime, endingAfter duration: Duration) {
        clock = ManualClock(at: time)
        end = time + duration
        (ends, reached) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func now() -> UnixTime {
        clock.now()
    }

    func sleep(for duration: Duration) async throws {
        guard clock.now() + duration <= end else {
            reached.yield()
            for await _ in never {}
            throw CancellationError()
        }
        try await clock.sleep(for: duration)
    }
}
