import Synchronization
import TencentCloud

/// A clock that tells for how long somebody wants to sleep, and lets nobody wake before being cancelled.
final class StoppingClock: WallClock {
    /// The lengths that were slept for.
    let sleeps: AsyncStream<Duration>

    private let clock: ManualClock
    private let asked: AsyncStream<Duration>.Continuation
    /// Nothing ever comes of it.
    private let (never, source) = AsyncStream.makeStream(of: Void.self)

    init(_ clock: ManualClock) {
        self.clock = clock
        (sleeps, asked) = AsyncStream.makeStream()
    }

    func now() -> UnixTime {
        clock.now()
    }

    func sleep(for duration: Duration) async throws {
        asked.yield(duration)
        for await _ in never {}
        throw CancellationError()
    }
}
